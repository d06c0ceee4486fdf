/** Rulings on the layout: from 2 to 25 places, at the sizes that desks, walls and phones have. */
import { describe, expect, it } from "vitest";
import { type Area, GAP, layout } from "../../src/hearing/layout";

const CAPTION = 64;
const COUNTS = Array.from({ length: 24 }, (_, index) => index + 2);
const AREAS: [string, { width: number; height: number }][] = [
  ["a desk", { width: 1408, height: 640 }],
  ["a desk with its panel open", { width: 980, height: 620 }],
  ["a wall screen", { width: 1888, height: 700 }],
  ["a small wall screen", { width: 1334, height: 480 }],
  ["a tablet", { width: 992, height: 560 }],
];

describe.each(AREAS)("on %s", (_name, area) => {
  it.each(COUNTS)("%i places stay inside, or scroll down and never sideways", (count) => {
    const { columns, tileWidth, tileHeight, scrolls } = layout(count, area, CAPTION);
    expect(columns * tileWidth + (columns - 1) * GAP).toBeLessThanOrEqual(area.width);
    const rows = Math.ceil(count / columns);
    const height = rows * (tileHeight ?? 0) + (rows - 1) * GAP;
    expect(height > area.height).toBe(scrolls);
    expect(tileWidth).toBeGreaterThanOrEqual(184);
  });

  it("gives nobody a larger picture because more have come", () => {
    const widths = COUNTS.map((count) => layout(count, area, CAPTION).tileWidth);
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
  });
});

const TABLE: [number, Area, number][] = [
  [2, { width: 1408, height: 640 }, 2],
  [3, { width: 1408, height: 640 }, 3],
  [4, { width: 1408, height: 640 }, 2],
  [6, { width: 1408, height: 640 }, 3],
  [9, { width: 1408, height: 640 }, 5],
  [12, { width: 1408, height: 640 }, 4],
  [16, { width: 1408, height: 640 }, 6],
  [25, { width: 1888, height: 900 }, 7],
  [7, { width: 358, height: null }, 2],
  [7, { width: 288, height: null }, 1],
  [1, { width: 1408, height: 640 }, 1],
  [0, { width: 1408, height: 640 }, 1],
];

it.each(TABLE)("%i places in %o stand in %i columns", (count, area, columns) => {
  expect(layout(count, area, CAPTION).columns).toBe(columns);
});

it("lets a phone's tiles be as long as their names", () => {
  expect(layout(7, { width: 358, height: null }, CAPTION)).toEqual({
    columns: 2,
    tileWidth: 173,
    tileHeight: null,
    scrolls: false,
  });
});
