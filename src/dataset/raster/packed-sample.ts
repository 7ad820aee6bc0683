/**
 * One of several samples to a byte, the first in the highest bits (PNG, 2nd edition, 7.2).
 *
 * @param at of the sample's first bit, counted from the first byte's highest
 * @param depth bits a sample: 1, 2 or 4
 */
export function packedSample(data: Uint8Array, at: number, depth: number): number {
  return (data[at >> 3]! >> (8 - depth - (at & 7))) & ((1 << depth) - 1);
}
