/** How much room the words below a picture take. Pure. */
import type { Caption } from "./layout";

const LINE = 23; // pixels, as parts/tile.module.css
const LETTER = 8.6;
const SIDES = 26;
const ENDS = 18;

/**
 * texts: of each place the lines of its caption, before they are broken. states: lines for how it is. scale:
 * of the page's type against its own 18 px.
 */
export function captions(
  texts: readonly (readonly string[])[],
  states: number,
  scale = 1,
): Caption {
  return (width) => {
    const letters = Math.max(8, Math.floor((width - SIDES * scale) / (LETTER * scale)));
    const lines = texts.map((of) =>
      of.reduce((sum, text) => sum + Math.max(1, Math.ceil(text.length / letters)), 0),
    );
    return ((Math.max(1, ...lines) + states) * LINE + ENDS) * scale;
  };
}
