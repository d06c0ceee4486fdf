/** How large the courtroom's tiles are: by how many places there are and how much room. Pure. */

/** Pixels. height: null where the page itself scrolls and the tiles may be as long as they like. */
export interface Area {
  readonly width: number;
  readonly height: number | null;
}

/** Pixels that names, roles and state take below a picture of a width. */
export interface Caption {
  /** What most need: the pictures are made for it. */
  usual(width: number): number;
  /** What the longest needs: given where there is room, else its own picture gives way. */
  longest(width: number): number;
}

export interface Layout {
  readonly columns: number;
  /** Pixels; tileHeight null: as its content asks. */
  readonly tileWidth: number;
  readonly tileHeight: number | null;
  /** Not all fit: the others are reached by scrolling. */
  readonly scrolls: boolean;
}

/** What the courtroom is shown on. strip: beside a shared screen. wall: across a room. */
export type Kind = "stage" | "strip" | "wall";

export interface Arrangement {
  /** The first place, the presiding judge's, where it stands apart and always in sight. */
  readonly pinned: Layout | null;
  readonly others: Layout;
  /** The pinned place stands at the side of the others, else above them. */
  readonly beside: boolean;
}

export const GAP = 12;
const RATIO = 16 / 9;
/** Narrower, nobody recognises a face, and names break after every word. */
const LEAST = 184;
const LEAST_IN_FLOW = 152;
const BETWEEN = 24;
const STEP = 4;
const LARGE = 0.56; // of a wall: the bench, seen from the back of a room

/**
 * Where everybody stands; the first of `count` places is the presiding judge's if `judge`. The same
 * for the same count and area, whoever is present: nothing moves because somebody came or spoke.
 */
export function arrange(
  count: number,
  area: Area,
  caption: Caption,
  judge: boolean,
  kind: Kind = "stage",
): Arrangement {
  const whole = layout(count, area, caption);
  if (!judge || count < 2) return { pinned: null, others: whole, beside: false };
  if (area.height === null) {
    const others = layout(count - 1, area, caption);
    return { pinned: { ...whole, columns: 1 }, others, beside: false };
  }
  const wall = kind === "wall" ? onWall(count, area.width, area.height, caption) : null;
  if (wall !== null && !wall.others.scrolls) return wall;
  if (!whole.scrolls) return { pinned: null, others: whole, beside: false };
  const beside = kind === "stage" && area.width >= 4 * LEAST;
  const width = area.width - (beside ? LEAST + BETWEEN : 0);
  return { pinned: { ...whole, columns: 1 }, others: rows(count - 1, width, caption), beside };
}

function onWall(count: number, width: number, height: number, caption: Caption): Arrangement {
  const large = Math.floor(width * LARGE);
  return {
    pinned: layout(1, { width: large, height }, caption),
    others: layout(count - 1, { width: width - large - BETWEEN, height }, caption),
    beside: true,
  };
}

/** One even grid of `count` places. */
export function layout(count: number, area: Area, caption: Caption): Layout {
  if (area.height === null) return flowing(count, area.width);
  const fits = best(count, area.width, area.height, caption);
  return fits.tileWidth >= LEAST ? fits : rows(count, area.width, caption);
}

/** Rows that scroll, of the smallest tiles. */
function rows(count: number, width: number, caption: Caption): Layout {
  const tileWidth = Math.min(LEAST, Math.floor(width));
  const tileHeight = Math.round(tileWidth / RATIO + caption.longest(tileWidth));
  return { columns: fitting(width, LEAST, count), tileWidth, tileHeight, scrolls: true };
}

function flowing(count: number, width: number): Layout {
  const columns = fitting(width, LEAST_IN_FLOW, Math.min(count, 4));
  const tileWidth = Math.floor(share(width, columns));
  return { columns, tileWidth, tileHeight: null, scrolls: false };
}

/** The number of columns that makes the pictures largest; of two as good, the fewer. */
function best(count: number, width: number, height: number, caption: Caption): Layout {
  let found: Layout = { columns: 1, tileWidth: 0, tileHeight: 0, scrolls: false };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const tall = share(height, Math.ceil(Math.max(1, count) / columns));
    const wide = fitted(share(width, columns), tall, caption);
    const tileHeight = Math.floor(Math.min(tall, wide / RATIO + caption.longest(wide)));
    if (wide > found.tileWidth)
      found = { columns, tileWidth: wide, tileHeight, scrolls: false };
  }
  return found;
}

/** As wide as a tile may be so that picture and caption fit a height; narrower, names need more. */
function fitted(width: number, tall: number, caption: Caption): number {
  let wide = Math.floor(Math.min(width, (tall - caption.usual(width)) * RATIO));
  while (wide >= LEAST && wide / RATIO + caption.usual(wide) > tall) wide -= STEP;
  return wide;
}

function share(whole: number, parts: number): number {
  return (whole - GAP * (parts - 1)) / parts;
}

function fitting(width: number, least: number, most: number): number {
  const fit = Math.floor((width + GAP) / (least + GAP));
  return Math.max(1, Math.min(fit, most));
}
