import { describe, expect, it } from "vitest";
import {
  ContextLostError,
  errorCodes,
  ModelIntegrityError,
  NotApplicableError,
  ResiduaError,
} from "../../../src/errors/index.ts";
import { decodeError, encodeError } from "../../../src/inference/errors-codec.ts";

/** As between threads. */
function cross(error: unknown): Error {
  return decodeError(structuredClone(encodeError(error)));
}

describe("errors between threads", () => {
  it("keep class, message, details, stack and cause", () => {
    const cause = new NotApplicableError("No foreground.", { details: { foreground: 0 } });
    const error = new ModelIntegrityError("The file differs.", {
      cause,
      details: { file: "encoder/weights.bin" },
    });
    const crossed = cross(error);
    expect(crossed).toBeInstanceOf(ModelIntegrityError);
    expect(crossed).toMatchObject({
      name: "ModelIntegrityError",
      code: "model-integrity",
      message: "The file differs.",
      details: { file: "encoder/weights.bin" },
      stack: error.stack,
    });
    expect(crossed.cause).toBeInstanceOf(NotApplicableError);
  });

  it("come back as Residua's own for every code", () => {
    for (const code of errorCodes) {
      const crossed = decodeError({ code, name: code, message: "x" });
      expect(crossed).toBeInstanceOf(ResiduaError);
      expect(crossed).toMatchObject({ code });
    }
  });

  it("keep the name of errors that are not Residua's", () => {
    const crossed = cross(new RangeError("Out of range."));
    expect(crossed).toMatchObject({ name: "RangeError", message: "Out of range." });
    expect(crossed).not.toBeInstanceOf(ResiduaError);
  });

  it("survive what is no error, and causes that go round in a circle", () => {
    expect(cross("just text").message).toBe("just text");
    const circle = new ContextLostError("a");
    circle.cause = circle;
    expect(cross(circle).message).toBe("a");
  });
});
