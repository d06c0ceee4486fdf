/** The keys of the courtroom: which there are for whom. */
import type { Role } from "../generated/protocol";
import { hasDesk } from "./desk";

type KeyWords =
  | "microphone"
  | "camera"
  | "talk"
  | "share"
  | "next"
  | "end"
  | "mute_all"
  | "desk"
  | "admit"
  | "move"
  | "press"
  | "help";

interface Row {
  readonly keys: string;
  readonly does: KeyWords;
  readonly who: "all" | "desk" | "judge";
}

/** `keys` as shown; "space", "tab" and "enter" have words of their own. */
const ROWS: readonly Row[] = [
  { keys: "Ctrl+D", does: "microphone", who: "all" },
  { keys: "Ctrl+E", does: "camera", who: "all" },
  { keys: "space", does: "talk", who: "all" },
  { keys: "Alt+Y", does: "share", who: "all" },
  { keys: "Alt+N", does: "next", who: "desk" },
  { keys: "Alt+X", does: "end", who: "judge" },
  { keys: "Alt+M", does: "mute_all", who: "desk" },
  { keys: "Alt+A", does: "admit", who: "desk" },
  { keys: "Alt+B", does: "desk", who: "desk" },
  { keys: "tab", does: "move", who: "all" },
  { keys: "enter", does: "press", who: "all" },
  { keys: "?", does: "help", who: "all" },
];

export function keysOf(role: Role): readonly Row[] {
  return ROWS.filter(
    ({ who }) =>
      who === "all" ||
      (who === "desk" && hasDesk(role)) ||
      (who === "judge" && role === "presiding_judge"),
  );
}
