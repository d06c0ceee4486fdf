/** What the presiding judge and the clerk may do next. The server decides; this is what is offered. */
import type { Role, Status } from "../generated/protocol";

export type DeskCommand =
  | "open_hearing"
  | "start_session"
  | "recess"
  | "resume"
  | "close_hearing";

interface Row {
  readonly command: DeskCommand;
  readonly from: readonly Status[];
  readonly roles: readonly Role[];
  /** Cannot be undone: asked once before it is done. */
  readonly irreversible: boolean;
}

const JUDGE: readonly Role[] = ["presiding_judge"];
const DESK: readonly Role[] = ["presiding_judge", "clerk"];

// The same rows as hearing/policy.py and hearing/moves.py, the likeliest next step first.
const ROWS: readonly Row[] = [
  { command: "open_hearing", from: ["scheduled"], roles: DESK, irreversible: false },
  { command: "start_session", from: ["open"], roles: JUDGE, irreversible: false },
  { command: "resume", from: ["recess", "suspended"], roles: JUDGE, irreversible: false },
  { command: "recess", from: ["in_session"], roles: JUDGE, irreversible: false },
  { command: "close_hearing", from: ["in_session"], roles: JUDGE, irreversible: true },
];

export function offered(role: Role, status: Status): readonly Row[] {
  return ROWS.filter((row) => row.roles.includes(role) && row.from.includes(status));
}

/** Whether `role` may hold and give the floor. */
export function givesFloor(role: Role): boolean {
  return DESK.includes(role);
}
