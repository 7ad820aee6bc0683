/** What was measured, as Cornerstone worked it out. What a tool does not measure is absent. */
export interface MeasuredValues {
  /** In `unit`: of a line, or of the longer one of two. */
  readonly length?: number;
  /** In `unit`: the shorter one of two lines at right angles. */
  readonly width?: number;
  /** mm where the file says how large a pixel is, else px. */
  readonly unit?: string;
  /** Degrees. */
  readonly angle?: number;
  /** In `areaUnit`. */
  readonly area?: number;
  readonly areaUnit?: string;
  /** Of the pixels inside, in `valueUnit`. */
  readonly mean?: number;
  readonly standardDeviation?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** HU for CT; empty where the file names none. */
  readonly valueUnit?: string;
}

/** The statistics that Cornerstone keeps with an annotation, by target; undefined while they are not there. */
export function measuredValues(
  cachedStats: unknown,
  targetIds?: string | readonly string[],
): MeasuredValues | undefined {
  if (!isRecord(cachedStats)) return undefined;
  const wanted = typeof targetIds === "string" ? [targetIds] : (targetIds ?? Object.keys(cachedStats));
  for (const targetId of wanted) {
    const stats = cachedStats[targetId];
    const values = isRecord(stats) ? read(stats) : undefined;
    if (values) return values;
  }
  return undefined;
}

function read(stats: Readonly<Record<string, unknown>>): MeasuredValues | undefined {
  const lines = [number(stats.length), number(stats.width)].filter((line) => line !== undefined);
  const [length, width] = lines.sort((a, b) => b - a);
  const angle = number(stats.angle);
  const area = number(stats.area);
  if (length === undefined && angle === undefined && area === undefined) return undefined;
  return {
    ...(length === undefined ? {} : { length, unit: unitOf(stats.unit) }),
    ...(width === undefined ? {} : { width }),
    ...(angle === undefined ? {} : { angle }),
    ...(area === undefined ? {} : { area, areaUnit: unitOf(stats.areaUnit), ...grey(stats) }),
  };
}

function grey(stats: Readonly<Record<string, unknown>>): MeasuredValues {
  const [mean, standardDeviation] = [number(stats.mean), number(stats.stdDev)];
  if (mean === undefined) return {};
  const [minimum, maximum] = [number(stats.min), number(stats.max)];
  const unit = unitOf(stats.modalityUnit);
  return {
    mean,
    ...(standardDeviation === undefined ? {} : { standardDeviation }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    // "raw" says that the file names no unit.
    valueUnit: unit === "raw" ? "" : unit,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Some statistics are given as lists of one. */
function number(value: unknown): number | undefined {
  const single: unknown = Array.isArray(value) || ArrayBuffer.isView(value) ? (value as number[])[0] : value;
  return typeof single === "number" && Number.isFinite(single) ? single : undefined;
}

function unitOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
