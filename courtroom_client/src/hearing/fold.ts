/** What an event of the ledger does to the hearing's state. The same fold as hearing/apply.py. */
import type {
  EventMessage,
  HearingState,
  Scheduled,
  Seat,
  StatusChanged,
} from "../generated/protocol";
import { hasEnded } from "./status";

/** The state after `message`. Pure: the old state stays as it was. */
export function fold(state: HearingState, message: EventMessage): HearingState {
  const { event, at } = message;
  switch (event.type) {
    case "scheduled":
      return scheduled(state, event);
    case "status_changed":
      return { ...state, ...moved(state, event, at), status: event.to, reason: event.reason };
    case "floor_held":
      return device(state, event.device, { held: true });
    case "floor_given":
      return device(state, event.device, { held: false });
    case "person_seated": {
      const { type: _, seat: id, ...rest } = event;
      return seat(state, { id, revoked: false, ...rest });
    }
    case "seat_revoked": {
      const gone = state.seats[event.seat];
      return gone === undefined ? state : seat(state, { ...gone, revoked: true });
    }
    case "device_arrived":
      return device(state, event.device, { present: true });
    case "device_left":
      return device(state, event.device, { present: false });
    case "recorder_reported": {
      const { type: _, blocks: _blocks, head: _head, ...report } = event;
      return { ...state, recording: { ...report, since: at } };
    }
    default:
      return unknown(event, state);
  }
}

function scheduled(state: HearingState, event: Scheduled): HearingState {
  const { title, starts_at, ends_at } = event;
  return {
    ...state,
    title,
    starts_at,
    ends_at,
    points: byId(event.points),
    devices: byId(event.devices),
    seats: byId(event.seats),
  };
}

function moved(state: HearingState, event: StatusChanged, at: string): Partial<HearingState> {
  if (event.to === "open") return { opened_at: at };
  if (event.to === "in_session") return { session_at: state.session_at ?? at };
  return hasEnded(event.to) ? { ended_at: at, devices: gone(state) } : {};
}

function gone(state: HearingState): HearingState["devices"] {
  const left = Object.values(state.devices).map((one) => ({ ...one, present: false }));
  return byId(left);
}

function device(
  state: HearingState,
  id: string,
  change: { held: boolean } | { present: boolean },
): HearingState {
  const before = state.devices[id];
  if (before === undefined) return state;
  return { ...state, devices: { ...state.devices, [id]: { ...before, ...change } } };
}

function seat(state: HearingState, taken: Seat): HearingState {
  return { ...state, seats: { ...state.seats, [taken.id]: taken } };
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Record<string, Row> {
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}

// A newer server may know events that this page does not: it goes on with what it knows.
function unknown(_event: never, state: HearingState): HearingState {
  return state;
}
