/** What a press of keys means, wherever on the page it happens. Pure. */

export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** What has the focus: where text is typed, what a key presses, or neither. */
export type Focus = "field" | "control" | "page";

/**
 * `ctrl+d`, `alt+n`, `?`, `space`; null where the key belongs to whatever has the focus. Letters
 * are the keyboard's places for Alt, since some keyboards type other signs with it.
 */
export function shortcut(press: Pressed, focus: Focus): string | null {
  if (press.metaKey) return null;
  if (press.ctrlKey || press.altKey) return held(press);
  if (focus === "field") return null;
  if (press.key === "?") return "?";
  return press.code === "Space" && focus === "page" && !press.shiftKey ? "space" : null;
}

/** With one of Ctrl and Alt, and nothing besides. */
function held(press: Pressed): string | null {
  if (press.shiftKey || press.ctrlKey === press.altKey) return null;
  return letter(press, press.ctrlKey ? "ctrl" : "alt");
}

function letter({ key, code }: Pressed, held: "ctrl" | "alt"): string | null {
  const named = held === "ctrl" ? key.toLowerCase() : code.replace(/^Key/, "").toLowerCase();
  return /^[a-z]$/.test(named) ? `${held}+${named}` : null;
}

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const CONTROLS = "button, a, summary, input, [role=radio], [role=option], [role=dialog] *";

export function focusOf(element: Element | null): Focus {
  if (element === null) return "page";
  if (element.matches(FIELDS)) return "field";
  return element.matches(CONTROLS) ? "control" : "page";
}
