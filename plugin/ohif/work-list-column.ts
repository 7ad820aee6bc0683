import { studyScoreHeading, studyScoreText } from "../../src/ui/texts/study-score-text.ts";
import { studyScore } from "./study-scores.ts";

/** A column of OHIF's work list, as far as ours touches it: TanStack Table's. */
interface HostColumn {
  readonly id: string;
  /** Draws the column's head from its `meta`, the same for all columns. */
  readonly header?: unknown;
  readonly accessorFn?: (row: StudyRow) => string;
  readonly sortingFn?: (a: HostRow, b: HostRow) => number;
  readonly meta?: { readonly label: string; readonly minWidth: number; readonly priority: number };
}

interface StudyRow {
  readonly studyInstanceUid?: string;
}

interface HostRow {
  readonly original: StudyRow;
}

const columnId = "residua-study-score";
/** The host's menu of a row, which has to stay last. */
const lastId = "actions";

/**
 * A column with what is kept of each study's score, for OHIF's customization service. Releases before 3.13 have no
 * such list of columns: nothing is added there.
 */
export function workListCustomization() {
  return { "workList.columns": { $apply: withScores } };
}

function withScores(columns: unknown): unknown {
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
    sortingFn: (a, b) => rank(b) - rank(a),
    meta: { label: studyScoreHeading(), minWidth: 210, priority: 65 },
  };
  return others.toSpliced(last < 0 ? others.length : last, 0, column);
}

/** Studies without a score come after all others. */
const rank = ({ original }: HostRow) => studyScore(original.studyInstanceUid ?? "")?.pValue ?? 2;
