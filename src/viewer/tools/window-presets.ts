/** In the units of the image's values after its modality LUT (HU for CT). */
export interface GreyWindow {
  readonly width: number;
  readonly centre: number;
}

/** A window as the file names it (PS3.3 C.11.2.1.2), with its explanation where there is one. */
export interface FileWindow extends GreyWindow {
  readonly explanation: string;
}

/** Windows for CT in use everywhere; widths and centres in HU. */
export const ctWindowNames = [
  "brain",
  "subdural",
  "soft-tissue",
  "liver",
  "mediastinum",
  "lung",
  "bone",
] as const;
export type CtWindowName = (typeof ctWindowNames)[number];

const ctWindows: Readonly<Record<CtWindowName, GreyWindow>> = {
  brain: { width: 80, centre: 40 },
  subdural: { width: 200, centre: 75 },
  "soft-tissue": { width: 400, centre: 40 },
  liver: { width: 150, centre: 90 },
  mediastinum: { width: 350, centre: 50 },
  lung: { width: 1500, centre: -600 },
  bone: { width: 2500, centre: 480 },
};

/** `file`: the file's own, `number` counts from 1; `percentile` and `full` are made from the image's values. */
export type WindowPreset = { readonly window: GreyWindow } & (
  | { readonly kind: "ct"; readonly name: CtWindowName }
  | { readonly kind: "file"; readonly number: number; readonly explanation: string }
  | { readonly kind: "percentile" | "full" }
);

export interface PresetSource {
  readonly modality: string;
  readonly fileWindows: readonly FileWindow[];
  /** Values of the image, rising; a sample of them will do. */
  readonly sorted: ArrayLike<number>;
}

/** Shares of the pixels below which and above which grey values are cut off. */
const [lowest, highest] = [0.01, 0.995];

/**
 * The windows on offer for an image. Those of CT come first and always in the same order, so that a key means the same
 * on every CT; then the file's own, then those from its values.
 */
export function windowPresets({ modality, fileWindows, sorted }: PresetSource): WindowPreset[] {
  const ct: WindowPreset[] =
    modality === "CT" ? ctWindowNames.map((name) => ({ kind: "ct", name, window: ctWindows[name] })) : [];
  const file = distinct(fileWindows).map(
    ({ explanation, ...window }, index): WindowPreset => ({
      kind: "file",
      number: index + 1,
      explanation,
      window,
    }),
  );
  const last = sorted.length - 1;
  const at = (share: number) => sorted[Math.floor(last * share)]!;
  const made: WindowPreset[] =
    last < 0
      ? []
      : [
          { kind: "percentile", window: windowBetween(at(lowest), at(highest)) },
          { kind: "full", window: windowBetween(at(0), at(1)) },
        ];
  return [...ct, ...file, ...made];
}

export function windowBetween(lower: number, upper: number): GreyWindow {
  // A flat image has no range: any window shows it.
  return { width: upper > lower ? upper - lower : 1, centre: (upper + lower) / 2 };
}

function distinct(windows: readonly FileWindow[]): FileWindow[] {
  return windows.filter(
    ({ width, centre }, index) =>
      width > 0 && windows.findIndex((other) => other.width === width && other.centre === centre) === index,
  );
}
