/** Rulings on the layout: from 2 to 25 places, at the sizes that desks, walls and phones have. */
import { describe, expect, it } from "vitest";
import { captions } from "../../src/hearing/caption";
import { type Area, arrange, GAP, layout } from "../../src/hearing/layout";

const CAPTION = { usual: () => 64, longest: () => 64 };
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

describe("the presiding judge's place", () => {
  const DESK = { width: 1408, height: 640 };

  it("is one of the grid while everybody fits", () => {
    const set = arrange(9, DESK, CAPTION, true);
    expect(set.pinned).toBeNull();
    expect(set.others).toEqual(layout(9, DESK, CAPTION));
  });

  it("stays in sight at the side while the others scroll", () => {
    const set = arrange(25, { width: 980, height: 400 }, CAPTION, true);
    expect(set).toMatchObject({ beside: true, pinned: { columns: 1, tileWidth: 184 } });
    expect(set.others).toMatchObject({ columns: 4, scrolls: true });
  });

  it.each(["strip", "stage"] as const)("stands above the others in a narrow %s", (kind) => {
    const set = arrange(25, { width: 340, height: 600 }, CAPTION, true, kind);
    expect(set).toMatchObject({ beside: false, others: { columns: 1, scrolls: true } });
    expect(set.pinned).not.toBeNull();
  });

  it("stands above the others on a phone", () => {
    const set = arrange(7, { width: 358, height: null }, CAPTION, true);
    expect(set).toMatchObject({
      beside: false,
      pinned: { columns: 1 },
      others: { columns: 2 },
    });
  });

  it("is the largest on a wall", () => {
    const { pinned, others, beside } = arrange(
      8,
      { width: 1888, height: 700 },
      CAPTION,
      true,
      "wall",
    );
    expect(beside).toBe(true);
    expect(pinned?.tileWidth).toBeGreaterThan(2 * others.tileWidth);
  });

  it("is nobody's where no judge is booked", () => {
    expect(arrange(25, { width: 980, height: 400 }, CAPTION, false).pinned).toBeNull();
  });
});

it("leaves room for names as long as they are, within reason", () => {
  const long = "Người bảo vệ quyền và lợi ích hợp pháp Nguyễn Thị Minh Khai Mẫu";
  const caption = captions([["Bị cáo Lê Văn Mẫu"], [long]]);
  expect(caption.usual(600)).toBe((1 + 1) * 23 + 18);
  expect(caption.usual(350)).toBe((2 + 1) * 23 + 18);
  const crowded = captions([[long, long]]);
  expect(crowded.usual(350)).toBe((3 + 1) * 23 + 18); // then the picture gives way
  expect(crowded.longest(350)).toBe((4 + 1) * 23 + 18); // unless there is room
});

it("gives the longest caption what the pictures leave", () => {
  const caption = { usual: () => 64, longest: () => 90 };
  const tight = layout(2, { width: 1000, height: 345 }, caption);
  expect(tight.tileHeight).toBe(345);
  expect(layout(2, { width: 1000, height: 600 }, caption).tileHeight).toBe(367);
});
