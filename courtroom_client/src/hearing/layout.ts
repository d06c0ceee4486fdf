/** How large the courtroom's tiles are: by how many places there are and how much room. Pure. */

/** Pixels. height: null where the page itself scrolls and the tiles may be as long as they like. */
export interface Area {
  readonly width: number;
  readonly height: number | null;
}

export interface Layout {
  readonly columns: number;
  /** Pixels; tileHeight null: as its content asks. */
  readonly tileWidth: number;
  readonly tileHeight: number | null;
  /** Not all fit: the others are reached by scrolling, the first place stays in sight. */
  readonly scrolls: boolean;
}

export const GAP = 12;
const RATIO = 16 / 9;
/** Narrower, nobody recognises a face, and names break after every word. */
const LEAST = 184;
const LEAST_IN_FLOW = 152;

/**
 * The same for the same count and area, whoever is present: nothing moves because somebody came,
 * went or spoke. `caption`: pixels below each picture for names, roles and state.
 */
export function layout(count: number, area: Area, caption: number): Layout {
  if (area.height === null) return flowing(count, area.width);
  const fits = best(count, area.width, area.height, caption);
  if (fits.tileWidth >= LEAST) return fits;
  return {
    columns: fitting(area.width, LEAST, count),
    tileWidth: Math.min(LEAST, Math.floor(area.width)),
    tileHeight: Math.round(LEAST / RATIO) + caption,
    scrolls: true,
  };
}

function flowing(count: number, width: number): Layout {
  const columns = fitting(width, LEAST_IN_FLOW, Math.min(count, 4));
  const tileWidth = Math.floor(share(width, columns));
  return { columns, tileWidth, tileHeight: null, scrolls: false };
}

/** The number of columns that makes the pictures largest; of two as good, the fewer. */
function best(count: number, width: number, height: number, caption: number): Layout {
  let found: Layout = { columns: 1, tileWidth: 0, tileHeight: 0, scrolls: false };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.ceil(Math.max(1, count) / columns);
    const tall = share(height, rows) - caption;
    const tileWidth = Math.floor(Math.min(share(width, columns), tall * RATIO));
    const tileHeight = Math.floor(tileWidth / RATIO) + caption;
    if (tileWidth > found.tileWidth) found = { columns, tileWidth, tileHeight, scrolls: false };
  }
  return found;
}

function share(whole: number, parts: number): number {
  return (whole - GAP * (parts - 1)) / parts;
}

function fitting(width: number, least: number, most: number): number {
  const fit = Math.floor((width + GAP) / (least + GAP));
  return Math.max(1, Math.min(fit, most));
}
