import { type AnomalyTarget, type Donor, donorAt, mix } from "./target.ts";

/** A patch of another healthy image, mixed in with a soft edge (foreign patch interpolation, Tan et al., 2020). */
export function insertPatch(target: AnomalyTarget, donor: Donor): Float32Array {
  return mix(target, (row, column) => donorAt(target, donor, row, column));
}
