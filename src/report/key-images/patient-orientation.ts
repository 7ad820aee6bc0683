/** Letters of the axes of the patient coordinate system, towards plus and minus (DICOM PS3.3 C.7.6.1.1.1). */
const letters = [
  ["L", "R"],
  ["P", "A"],
  ["H", "F"],
] as const;
/** Cosines smaller than this do not count towards a direction. */
const smallest = 0.05;

/** Patient Orientation from direction cosines: of the row, then of the column, such as ["L", "PH"]. */
export function patientOrientation(cosines: readonly number[]): string[] {
  return [cosines.slice(0, 3), cosines.slice(3, 6)].map((direction) =>
    direction
      .map((value, axis) => ({ size: Math.abs(value), letter: letters[axis]![value > 0 ? 0 : 1] }))
      .filter(({ size }) => size > smallest)
      .sort((a, b) => b.size - a.size)
      .map(({ letter }) => letter)
      .join(""),
  );
}
