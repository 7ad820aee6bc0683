import { html } from "lit";
import { expect, test } from "vitest";
import type { OverlayStyle } from "./panel-data.ts";
import "./residua-map-controls.ts";
import { accessibilityFaults } from "./testing/accessibility.ts";
import { fixture, inside, nextEvent, visibleText } from "./testing/fixture.ts";
import { sampleStyle } from "./testing/sample-data.ts";

type Control = HTMLElement & { value: unknown };

const open = (change: Partial<OverlayStyle> = {}) =>
  fixture(
    "residua-map-controls",
    html`<residua-map-controls
      .overlayStyle=${{ ...sampleStyle, ...change }}
      .maps=${["anomaly", "residual"]}
      .calibrated=${{ falsePositivePixels: 0.005, value: 1.12 }}
      .maximum=${3}
      unit="σ"
    ></residua-map-controls>`,
  );

function enter(control: Control, value: unknown, type: "input" | "change"): void {
  control.value = value;
  control.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
}

test("offers only the model's maps and sends the chosen one", async () => {
  const element = await open();
  const select = inside<Control>(element, "wa-select");
  expect([...select.querySelectorAll("wa-option")].map((option) => option.value)).toEqual([
    "anomaly",
    "residual",
  ]);
  const { change } = await nextEvent("residua-overlay-style", () => enter(select, "residual", "change"));
  expect(change).toEqual({ map: "residual" });
});

test("sends opacity and threshold while they are dragged", async () => {
  const element = await open();
  const [opacity, threshold] = [...element.shadowRoot!.querySelectorAll<Control>("wa-slider")];
  expect((await nextEvent("residua-overlay-style", () => enter(opacity!, 0.35, "input"))).change).toEqual({
    opacity: 0.35,
  });
  const { change } = await nextEvent("residua-overlay-style", () => enter(threshold!, 2.1, "input"));
  expect(change.threshold).toBeCloseTo(2.1, 1);
});

test("says what the calibrated threshold means, and leads back to it from one set by hand", async () => {
  expect(visibleText(await open())).toContain("0.5% of healthy pixels exceed it");
  const element = await open({ threshold: 2 });
  expect(visibleText(element)).toContain("calibrated is 1.1");
  const { change } = await nextEvent("residua-overlay-style", () => inside(element, "wa-button").click());
  expect(change).toEqual({ threshold: "calibrated" });
});

test("offers the filled map, its outline, or both", async () => {
  const element = await open({ drawing: "outline" });
  const buttons = [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>(".segments button")];
  expect(buttons.map((button) => button.ariaPressed)).toEqual(["false", "true", "false"]);
  // Lines have no opacity.
  expect(inside<HTMLElement & { disabled: boolean }>(element, "wa-slider").disabled).toBe(true);
  const { change } = await nextEvent("residua-overlay-style", () => buttons[2]!.click());
  expect(change).toEqual({ drawing: "both" });
});

test("has no accessibility faults", async () => {
  await open({ threshold: 2 });
  expect(await accessibilityFaults()).toEqual([]);
});
