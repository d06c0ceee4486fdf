/** Which of the hearing's rooms a seat's page shows: by the place of its device. */
import type { HearingState, Role, Seat } from "../generated/protocol";
import { hasEnded } from "./status";

export type Door = "waiting" | "reception" | "courtroom";

/** Whose courtroom it is: nobody admits them. The same set as hearing/roles.py. */
export const BENCH: ReadonlySet<Role> = new Set<Role>([
  "presiding_judge",
  "judge",
  "assessor",
  "clerk",
]);

/**
 * Who calls into the reception stays on the courtroom's page, which has the reception beside it.
 * The bench is never sent to wait: it opens the hearing. Where everybody may enter, only who was
 * sent back waits.
 */
export function doorOf(state: HearingState, own: Seat): Door {
  const device = state.devices[own.device];
  if (device === undefined || hasEnded(state.status) || BENCH.has(own.role)) return "courtroom";
  switch (device.place) {
    case "courtroom":
      return "courtroom";
    case "reception":
      return "reception";
    case "lobby":
      return "waiting";
    case "away":
      return state.admission === "open" || device.kind === "companion"
        ? "courtroom"
        : "waiting";
  }
}
