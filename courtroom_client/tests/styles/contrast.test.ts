/** Rulings on the colours: every text colour is read on every ground, in light and in dark. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const DARK = "@media (prefers-color-scheme: dark)";
const [light = "", dark = ""] = readFileSync("src/styles/base.css", "utf8").split(DARK);
const TEXTS = ["ink", "quiet", "accent", "red", "green", "amber"];
const GROUNDS = ["paper", "raised", "sunk", "red-wash", "green-wash", "amber-wash"];
const PAIRS = [
  ["on-accent", "accent"],
  ["on-red", "red"],
  ["on-video", "video"],
] as const;

function tokens(css: string): Record<string, string> {
  const found = css.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name, value]));
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, 1.4.6. */
function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

const schemes = { light: tokens(light), dark: { ...tokens(light), ...tokens(dark) } };

describe.each(Object.entries(schemes))("in the %s scheme", (_name, colours) => {
  const at = (name: string) => colours[name] ?? "";
  const pairs = [
    ...TEXTS.flatMap((text) => GROUNDS.map((on) => [text, on] as const)),
    ...PAIRS,
  ];

  it.each(pairs)("%s is read on %s at 7:1 and more", (text, on) => {
    expect(contrast(at(text), at(on))).toBeGreaterThanOrEqual(7);
  });

  it.each(["paper", "raised", "sunk"])("a button's border is seen on %s", (on) => {
    expect(contrast(at("edge"), at(on))).toBeGreaterThanOrEqual(3);
  });
});
