import { studyScoreHeading, studyScoreText } from "../../src/ui/texts/study-score-text.ts";
import type { Host } from "./host-types.ts";
import { studyScoreId } from "./id.ts";
import { askServerOf } from "./study-score-element.ts";
import { studyScore } from "./study-scores.ts";

/** A column of OHIF's work list, as far as ours touches it: TanStack Table's. */
interface HostColumn {
  readonly id: string;
  /** Draws the column's head from its `meta`, the same for all columns. */
  readonly header?: unknown;
  readonly accessorFn?: (row: StudyRow) => string;
  /** A React element. */
  readonly cell?: (context: { readonly row: HostRow }) => unknown;
  readonly sortingFn?: (a: HostRow, b: HostRow) => number;
  readonly meta?: { readonly label: string; readonly minWidth: number; readonly priority: number };
}

interface StudyRow {
  readonly studyInstanceUid?: string;
  /** As "MR\\SR". */
  readonly modalities?: string;
}

interface HostRow {
  readonly original: StudyRow;
}

const columnId = "residua-study-score";
/** The host's menu of a row, which has to stay last. */
const lastId = "actions";

/**
 * A column with each study's score, for OHIF's customization service. Releases before 3.13 have no
 * such list of columns: nothing is added there.
 */
export function workListCustomization(host: Host) {
  askServerOf(host);
  return { "workList.columns": { $apply: (columns: unknown) => withScores(columns, host) } };
}

function withScores(columns: unknown, { servicesManager }: Host): unknown {
  if (!Array.isArray(columns)) return columns;
  // The host may apply it more than once.
  const others = (columns as readonly HostColumn[]).filter(({ id }) => id !== columnId);
  const last = others.findIndex(({ id }) => id === lastId);
  const header = others.find((column) => typeof column.header === "function")?.header;
  const column: HostColumn = {
    id: columnId,
    ...(header ? { header } : {}),
    accessorFn: ({ studyInstanceUid }) => {
      const score = studyScore(studyInstanceUid ?? "");
      return score ? studyScoreText(score) : "";
    },
    // By a panel's name: see corner-item.ts.
    cell: ({ row: { original } }) =>
      servicesManager.services.panelService.getPanelData([studyScoreId]).content({
        "data-study": original.studyInstanceUid ?? "",
        ...(original.modalities === undefined ? {} : { "data-modalities": original.modalities }),
      }),
    sortingFn: (a, b) => rank(b) - rank(a),
    meta: { label: studyScoreHeading(), minWidth: 210, priority: 65 },
  };
  return others.toSpliced(last < 0 ? others.length : last, 0, column);
}

/** Studies without a score come after all others. */
const rank = ({ original }: HostRow) => studyScore(original.studyInstanceUid ?? "")?.pValue ?? 2;
