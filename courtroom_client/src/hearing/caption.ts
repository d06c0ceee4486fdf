/** How much room the words below a picture take. Pure. */
import type { Caption } from "./layout";

const LINE = 23; // pixels, as parts/tile.module.css
const LETTER = 8.6;
const SIDES = 26;
const ENDS = 18;
const USUAL = 3; // a room with more people has a smaller picture, not everybody

/**
 * texts: of each place the lines of its caption, before they are broken. scale: of the page's type
 * against its own 18 px. One line more says how the place is.
 */
export function captions(texts: readonly (readonly string[])[], scale = 1): Caption {
  const most = (width: number) => {
    const letters = Math.max(8, Math.floor((width - SIDES * scale) / (LETTER * scale)));
    const lines = texts.map((of) =>
      of.reduce((sum, text) => sum + Math.max(1, Math.ceil(text.length / letters)), 0),
    );
    return Math.max(1, ...lines);
  };
  const height = (lines: number) => ((lines + 1) * LINE + ENDS) * scale;
  return {
    usual: (width) => height(Math.min(USUAL, most(width))),
    longest: (width) => height(most(width)),
  };
}
