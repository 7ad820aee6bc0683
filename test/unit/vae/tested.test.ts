import { describe, expect, it } from "vitest";
import { wasTested } from "../../../src/vae/tested.ts";

const bytes = (text: string) => () => new TextEncoder().encode(text);
const files = { "CARD.md": { sha256: "0".repeat(64), bytes: 1 } };

describe("wasTested", () => {
  it("goes by what bundle.json says, whatever stands on the card", () => {
    expect(wasTested({ tested: { healthy: 9, abnormal: 5 }, files: {} }, bytes(""))).toBe(true);
    expect(wasTested({ tested: { healthy: 9, abnormal: 0 }, files }, bytes("| image AUROC |"))).toBe(false);
  });

  it("goes by the figures on the card where an older bundle says nothing", () => {
    expect(wasTested({ files }, bytes("| score | image AUROC | AP |"))).toBe(true);
    expect(wasTested({ files }, bytes("Not evaluated: when it was made"))).toBe(false);
    expect(wasTested({ files: {} }, bytes("never read"))).toBe(false);
  });
});
