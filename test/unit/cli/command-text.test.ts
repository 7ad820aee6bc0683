import { afterEach, expect, it, vi } from "vitest";
import { commandText, displayPath } from "../../../src/cli/command-text.ts";

afterEach(() => void vi.unstubAllEnvs());

it("shows paths without the folders of the machine", () => {
  vi.stubEnv("RESIDUA_DATA", "/mnt/images");
  expect(displayPath("/mnt/images/brain/index.csv")).toBe("$RESIDUA_DATA/brain/index.csv");
  expect(displayPath("/home/someone/brain")).toBe("brain");
  expect(displayPath("../elsewhere/brain")).toBe("brain");
  expect(displayPath("assets/models/brain-flair")).toBe("assets/models/brain-flair");
  expect(displayPath("..data")).toBe("..data");
});

it("quotes what a shell would take apart", () => {
  vi.stubEnv("RESIDUA_DATA", "");
  expect(commandText(["train", "--where", "position>=0.3,label=it's"])).toBe(
    "npx residua train --where 'position>=0.3,label=it'\\''s'",
  );
});
