import * as cornerstone from "@cornerstonejs/core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { HostVolume, Point3 } from "../../../plugin/cornerstone/host.ts";
import { readFacts } from "../../../plugin/cornerstone/read-facts.ts";
import { attributes } from "../../../plugin/cornerstone/read-tags.ts";
import {
  requirePlacedSlices,
  volumeGeometry,
  voxelToWorld,
} from "../../../plugin/cornerstone/volume-geometry.ts";
import { ViewportError } from "../../../src/errors/index.ts";
import { imageToPatient } from "../../../src/imaging/patient-space.ts";
import { addSlices, slice, startCornerstone } from "./support/slices.ts";

const [rows, columns, count] = [6, 8, 5];
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });

interface Stack {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly origin: Point3;
  readonly spacing: Point3;
  readonly order: readonly number[];
}

/** Any orientation in the patient, and the images in any order. */
const stacks: fc.Arbitrary<Stack> = fc.record({
  a: real(-Math.PI, Math.PI),
  b: real(-Math.PI / 2, Math.PI / 2),
  c: real(-Math.PI, Math.PI),
  origin: fc.tuple(real(-300, 300), real(-300, 300), real(-300, 300)),
  spacing: fc.tuple(real(0.3, 3), real(0.3, 3), real(0.5, 8)),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: count }),
});

let made = 0;

/** @param moved mm along the columns and along the normal that each slice lies off its place */
async function open(
  { a, b, c, origin, spacing, order }: Stack,
  moved: (index: number) => readonly [down: number, along: number] = () => [0, 0],
): Promise<HostVolume> {
  const [ca, sa, cb, sb, cc, sc] = [a, b, c].flatMap((angle) => [Math.cos(angle), Math.sin(angle)]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const rowCosines: Point3 = [cc * cb, sc * cb, -sb];
  const columnCosines: Point3 = [cc * sb * sa - sc * ca, sc * sb * sa + cc * ca, cb * sa];
  const [[r0, r1, r2], [c0, c1, c2]] = [rowCosines, columnCosines];
  const normal: Point3 = [r1 * c2 - r2 * c1, r2 * c0 - r0 * c2, r0 * c1 - r1 * c0];
  const run = ++made;
  const imageIds = addSlices(
    ...order.map((index) => {
      const [down, along] = moved(index);
      const at = ([0, 1, 2] as const).map(
        (axis) => origin[axis] + (index * spacing[2] + along) * normal[axis] + down * columnCosines[axis],
      );
      return slice(`space ${run}/${index}`, {
        rows,
        columns,
        columnSpacing: spacing[0],
        rowSpacing: spacing[1],
        origin: at as Point3,
        rowCosines,
        columnCosines,
      });
    }),
  );
  await Promise.all(cornerstone.imageLoader.loadAndCacheImages(imageIds));
  return cornerstone.volumeLoader.createAndCacheVolumeFromImages(`space:${run}`, imageIds);
}

function check(volume: HostVolume): unknown {
  const planes = volume.imageIds.map((imageId) =>
    attributes(cornerstone.metaData, "imagePlaneModule", imageId),
  );
  try {
    requirePlacedSlices(volumeGeometry(volume), planes);
    return undefined;
  } catch (error) {
    if (!(error instanceof ViewportError)) throw error;
    return error.details.reason;
  } finally {
    cornerstone.cache.removeVolumeLoadObject(volume.volumeId);
    for (const imageId of volume.imageIds) cornerstone.cache.removeImageLoadObject(imageId);
  }
}

beforeAll(startCornerstone);

describe("volumes as Cornerstone makes them", () => {
  it("have every pixel where DICOM says it lies in the patient: axial or oblique, in any order", async () => {
    await fc.assert(
      fc.asyncProperty(stacks, real(0, columns - 1), real(0, rows - 1), async (stack, column, row) => {
        const volume = await open(stack);
        const geometry = volumeGeometry(volume);
        for (const [index, imageId] of volume.imageIds.entries()) {
          const expected = imageToPatient(readFacts(imageId, cornerstone.metaData), { column, row })!;
          const actual = voxelToWorld(geometry, [column, row, index]);
          for (const axis of [0, 1, 2] as const) {
            expect(Math.abs(actual[axis] - expected[axis])).toBeLessThan(1e-3);
          }
        }
        expect(check(volume)).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it("are refused where the gantry was tilted", async () => {
    await fc.assert(
      fc.asyncProperty(stacks, fc.constantFrom(-1, 1), async (stack, side) => {
        // More than a pixel over the whole stack.
        const shift = (1.2 * stack.spacing[1]) / (count - 1);
        expect(check(await open(stack, (index) => [side * index * shift, 0]))).toBe("tilted");
      }),
      { numRuns: 20 },
    );
  });

  it("are refused where a slice is missing, the spacing changes, or two show the same place", async () => {
    await fc.assert(
      fc.asyncProperty(stacks, fc.integer({ min: 1, max: 3 }), async (stack, at) => {
        const [, , distance] = stack.spacing;
        const gap = (index: number) => [0, index > at ? distance : 0] as const;
        const wider = (index: number) => [0, index > at ? (index - at) * distance : 0] as const;
        const twice = (index: number) => [0, index > at ? -0.999 * distance : 0] as const;
        for (const moved of [gap, wider, twice]) {
          // Where the last slice moves with all others there is nothing irregular to see.
          if (moved === wider && at === 0) continue;
          expect(check(await open(stack, moved))).toBe("irregular");
        }
      }),
      { numRuns: 15 },
    );
  });
});
