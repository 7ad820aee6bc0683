import "@awesome.me/webawesome/dist/components/slider/slider.js";
import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { type Command, commands, commandText, keyLabel, keys } from "../../../src/viewer/commands.ts";
import { commandOfKey } from "../../../src/viewer/keyboard.ts";

const seen: (Command | undefined)[] = [];
document.addEventListener("keydown", (event) => seen.push(commandOfKey(event)));

beforeEach(() => {
  document.body.innerHTML = "";
  seen.length = 0;
});

async function pressIn(element: HTMLElement, keyboard: string): Promise<readonly (Command | undefined)[]> {
  document.body.append(element);
  element.tabIndex = 0;
  element.focus();
  seen.length = 0;
  await userEvent.keyboard(keyboard);
  return seen;
}

test("knows the keys, whether typed with the caps lock on or not", async () => {
  expect(await pressIn(document.createElement("div"), "oO{ArrowDown}")).toEqual([
    "toggle-overlay",
    "toggle-overlay",
    "next-image",
  ]);
});

test("leaves fields their letters, and sliders and lists their arrows", async () => {
  expect(await pressIn(document.createElement("input"), "o{ArrowDown}")).toEqual([undefined, undefined]);
  expect(await pressIn(document.createElement("textarea"), "n")).toEqual([undefined]);
  const slider = document.createElement("div");
  slider.setAttribute("role", "slider");
  expect(await pressIn(slider, "{ArrowUp}o")).toEqual([undefined, "toggle-overlay"]);
});

test("leaves the browser's own shortcuts alone", () => {
  const press = (init: KeyboardEventInit) =>
    commandOfKey(new KeyboardEvent("keydown", { key: "r", ...init }));
  expect(press({})).toBe("reset");
  expect([press({ ctrlKey: true }), press({ metaKey: true }), press({ altKey: true })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("no key means two things, and every command has a key and a name", () => {
  const all = commands.flatMap((command) => keys[command]);
  expect(new Set(all).size).toBe(all.length);
  for (const command of commands) {
    expect(keyLabel(command)).not.toBe("");
    expect(commandText(command)).not.toBe("");
  }
});

test("takes the keys on the image, whose defaults the viewer's tools prevent, and none that others have taken", async () => {
  const prevented = (className: string) => {
    const element = document.createElement("div");
    element.className = className;
    element.addEventListener("keydown", (event) => event.preventDefault());
    return element;
  };
  expect(await pressIn(prevented("stage"), "oc")).toEqual(["toggle-overlay", "compare"]);
  expect(await pressIn(prevented("list"), "o")).toEqual([undefined]);
});
