/** Which states of a hearing people are connected in, and which are its end. As hearing/state.py. */
import type { Status } from "../generated/protocol";

const LIVE: ReadonlySet<Status> = new Set(["open", "in_session", "recess", "suspended"]);
const ENDED: ReadonlySet<Status> = new Set([
  "closed",
  "adjourned",
  "cancelled",
  "moved_in_person",
]);

/** People are in the courtroom. */
export function isLive(status: Status): boolean {
  return LIVE.has(status);
}

/** Nothing follows. */
export function hasEnded(status: Status): boolean {
  return ENDED.has(status);
}
