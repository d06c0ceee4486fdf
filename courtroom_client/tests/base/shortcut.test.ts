/** Rulings on keys: what is typed belongs to the field, what is pressed to the button. */
import { expect, it } from "vitest";
import { type Focus, type Pressed, shortcut } from "../../src/base/shortcut";

const PRESS: Pressed = {
  key: "",
  code: "",
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
};

const CASES: [string, Partial<Pressed>, Focus, string | null][] = [
  ["Ctrl+D anywhere", { ctrlKey: true, key: "d" }, "field", "ctrl+d"],
  ["Ctrl+D with capitals", { ctrlKey: true, key: "D" }, "page", "ctrl+d"],
  ["Ctrl+Shift+D", { ctrlKey: true, shiftKey: true, key: "D" }, "page", null],
  ["Alt+N by its place", { altKey: true, key: "Dead", code: "KeyN" }, "field", "alt+n"],
  ["AltGr, which types signs", { altKey: true, ctrlKey: true, code: "KeyN" }, "field", null],
  ["Command+D", { metaKey: true, key: "d" }, "page", null],
  ["a question mark on the page", { key: "?", shiftKey: true }, "page", "?"],
  ["a question mark on a button", { key: "?", shiftKey: true }, "control", "?"],
  ["a question mark in a field", { key: "?", shiftKey: true }, "field", null],
  ["space on the page", { key: " ", code: "Space" }, "page", "space"],
  ["space on a button", { key: " ", code: "Space" }, "control", null],
  ["space in a field", { key: " ", code: "Space" }, "field", null],
  ["a letter", { key: "d", code: "KeyD" }, "page", null],
];

it.each(CASES)("%s", (_name, press, focus, meant) => {
  expect(shortcut({ ...PRESS, ...press }, focus)).toBe(meant);
});
