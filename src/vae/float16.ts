const float32 = new Float32Array(1);
const bits = new Uint32Array(float32.buffer);

/**
 * IEEE 754 binary16 of each value, rounded to nearest, ties to even; TensorFlow.js decodes it when it loads weights.
 *
 * @throws RangeError for a value that is not finite or beyond ±65504
 */
export function toFloat16(values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = halfBits(values[i]!);
  return out;
}

function halfBits(value: number): number {
  float32[0] = value;
  const sign = (bits[0]! >>> 16) & 0x8000;
  const magnitude = Math.abs(float32[0]);
  // 65520 lies half-way between the largest half, 65504, and the next power of two.
  if (!(magnitude < 65_520)) throw new RangeError(`${value} does not fit into 16 bits.`);
  if (magnitude < 2 ** -14) return sign | roundToEven(magnitude * 2 ** 24);
  const exponent = ((bits[0]! >>> 23) & 0xff) - 127;
  // Adding rather than joining lets a mantissa that rounds up carry into the exponent.
  return sign | (((exponent + 15) << 10) + roundToEven((magnitude / 2 ** exponent - 1) * 1024));
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
