/** What the presiding judge and the clerk may do next. The server decides; this is what is offered. */
import type { HearingState, Role, Status } from "../generated/protocol";
import { places } from "./people";

export type DeskCommand =
  | "open_hearing"
  | "start_session"
  | "recess"
  | "resume"
  | "suspend"
  | "adjourn"
  | "close_hearing";

/** What is asked before it is done: nothing, a yes to a sentence, or a reason for the ledger. */
type Asks = "nothing" | "yes" | "reason";

export interface Step {
  readonly command: DeskCommand;
  readonly from: readonly Status[];
  readonly roles: readonly Role[];
  readonly asks: Asks;
  /** Seldom: one press away. */
  readonly aside: boolean;
}

const JUDGE: readonly Role[] = ["presiding_judge"];
const DESK: readonly Role[] = ["presiding_judge", "clerk"];
const LIVE: readonly Status[] = ["open", "in_session", "recess", "suspended"];

// The same rows as hearing/policy.py and hearing/moves.py, the likeliest next step first.
const ROWS: readonly Step[] = [
  row("open_hearing", ["scheduled"], "nothing", false, DESK),
  row("start_session", ["open"], "nothing", false),
  row("resume", ["recess", "suspended"], "nothing", false),
  row("recess", ["in_session"], "nothing", false),
  row("close_hearing", ["in_session"], "yes", false),
  row("suspend", ["open", "in_session"], "reason", true),
  row("adjourn", ["scheduled", ...LIVE], "reason", true),
];

function row(
  command: DeskCommand,
  from: readonly Status[],
  asks: Asks,
  aside: boolean,
  roles: readonly Role[] = JUDGE,
): Step {
  return { command, from, roles, asks, aside };
}

export function offered(role: Role, status: Status): readonly Step[] {
  return ROWS.filter((step) => step.roles.includes(role) && step.from.includes(status));
}

/** Whether `role` has the desk: the floor, the lobby, who is where. */
export function hasDesk(role: Role): boolean {
  return DESK.includes(role);
}

/**
 * The devices whose floor changes when all are to be silent (or heard again): not the bench's own
 * presiding judge and clerk, who lead the hearing.
 */
export function floorOfAll(state: HearingState, held: boolean): readonly string[] {
  return places(state, "")
    .filter(({ people }) => !people.some(({ role }) => hasDesk(role)))
    .filter(({ device }) => device.place === "courtroom" && device.held !== held)
    .map(({ device }) => device.id);
}
