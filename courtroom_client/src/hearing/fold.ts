/** What an event of the ledger does to the hearing's state. The same fold as hearing/apply.py. */
import type {
  Device,
  EventMessage,
  HearingState,
  ReceptionEnded,
  Replanned,
  Rescheduled,
  Scheduled,
  Seat,
  StatusChanged,
} from "../generated/protocol";
import { hasEnded } from "./status";

type LobbyEvent = Extract<
  EventMessage["event"],
  {
    type:
      | "reception_called"
      | "reception_ended"
      | "device_admitted"
      | "device_returned"
      | "device_checked"
      | "companion_reported"
      | "transfer_issued"
      | "seat_transferred";
  }
>;

type DeskEvent = Extract<
  EventMessage["event"],
  { type: "staff_called" | "call_answered" | "share_ended" | "share_allowed" }
>;

/** The state after `message`. Pure: the old state stays as it was. */
export function fold(state: HearingState, message: EventMessage): HearingState {
  const { event, at } = message;
  switch (event.type) {
    case "scheduled":
      return scheduled(state, event);
    case "rescheduled":
      return rescheduled(state, event);
    case "replanned":
      return { ...state, devices: replanned(state, event) };
    case "successor_named":
    case "notice_served":
    case "notice_failed":
    case "notice_confirmed":
      return state;
    case "status_changed":
      return { ...state, ...moved(state, event, at), status: event.to, reason: event.reason };
    case "floor_held":
      return device(state, event.device, { held: true });
    case "floor_given":
      return device(state, event.device, { held: false });
    case "person_seated": {
      const { type: _, seat: id, ...rest } = event;
      return seat(state, { ...UNCHECKED, id, revoked: false, ...rest });
    }
    case "seat_revoked": {
      const gone = state.seats[event.seat];
      return gone === undefined ? state : seat(state, { ...gone, revoked: true });
    }
    case "device_arrived":
      return device(
        state,
        event.device,
        event.place === "lobby"
          ? { place: "lobby", waiting_since: at }
          : { present: true, came: true },
      );
    case "device_left":
      return device(
        state,
        event.device,
        event.place === "lobby"
          ? { place: "away", waiting_since: null, present: false }
          : { present: false },
      );
    case "recorder_reported": {
      const { type: _, blocks: _blocks, head: _head, ...report } = event;
      return { ...state, recording: { ...report, since: at } };
    }
    case "staff_called":
    case "call_answered":
    case "share_ended":
    case "share_allowed":
      return device(state, event.device, desk(event, at));
    default:
      return lobby(state, event, at);
  }
}

function desk(event: DeskEvent, at: string): Partial<Device> {
  switch (event.type) {
    case "staff_called":
      return { call: { reason: event.reason, at } };
    case "call_answered":
      return { call: null };
    default:
      return { share_held: event.type === "share_ended" };
  }
}

/** The hearing was moved before it opened: times, points and where the devices stand. */
function rescheduled(state: HearingState, event: Rescheduled): HearingState {
  const devices = { ...state.devices };
  for (const { device: id, point } of event.places) {
    const known = devices[id];
    if (known !== undefined) {
      devices[id] = { ...known, point };
    }
  }
  return {
    ...state,
    starts_at: event.starts_at,
    ends_at: event.ends_at,
    points: Object.fromEntries(event.points.map((point) => [point.id, point])),
    devices,
  };
}

/** A device of which nothing is known yet. */
const NEW = {
  present: false,
  held: false,
  place: "away",
  waiting_since: null,
  silent: false,
  check: null,
  returned: null,
  call: null,
  share_held: false,
  came: false,
} as const;

/** A device stays as it is but for its place; one that nobody ever sat at goes. */
function replanned(state: HearingState, event: Replanned): HearingState["devices"] {
  const sat = new Set(Object.values(state.seats).map(({ device }) => device));
  const kept = Object.entries(state.devices).filter(([id]) => sat.has(id));
  const now = event.devices.map((one): [string, Device] => {
    return [one.id, { ...(state.devices[one.id] ?? NEW), ...one }];
  });
  return Object.fromEntries([...kept, ...now]);
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
    admission: event.admission,
  };
}

function moved(state: HearingState, event: StatusChanged, at: string): Partial<HearingState> {
  if (event.to === "open") return { opened_at: at, devices: inside(state) };
  if (event.to === "in_session") return { session_at: state.session_at ?? at };
  return hasEnded(event.to) ? { ended_at: at, devices: gone(state), reception: null } : {};
}

// Without a lobby everybody's place is the courtroom.
function inside(state: HearingState): HearingState["devices"] {
  if (state.admission === "by_clerk") return state.devices;
  return byId(
    Object.values(state.devices).map((one) => ({ ...one, place: "courtroom" as const })),
  );
}

function gone(state: HearingState): HearingState["devices"] {
  const left = Object.values(state.devices).map((one) => ({
    ...one,
    present: false,
    place: "away" as const,
    waiting_since: null,
    call: null,
  }));
  return byId(left);
}

function device(state: HearingState, id: string, change: Partial<Device>): HearingState {
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

const UNCHECKED = { identified: false, identified_at: null };

function lobby(state: HearingState, event: LobbyEvent, at: string): HearingState {
  switch (event.type) {
    case "reception_called": {
      const met = { device: event.device, host: event.host };
      const called = device(state, event.device, { place: "reception", present: false });
      const host = device(called, event.host, { place: "reception", present: false });
      return { ...host, reception: met };
    }
    case "reception_ended":
      return receptionEnded(state, event, at);
    case "device_admitted":
      return device(state, event.device, {
        place: "courtroom",
        present: false,
        waiting_since: null,
        returned: null,
        came: false,
      });
    case "device_returned":
      return device(state, event.device, {
        place: "lobby",
        present: false,
        waiting_since: at,
        returned: event.reason,
      });
    case "device_checked": {
      const { type: _, device: id, ...check } = event;
      return device(state, id, { check: { ...check, at } });
    }
    case "companion_reported":
      return device(state, event.device, { silent: event.silent });
    case "seat_transferred": {
      const moved = state.seats[event.seat];
      return moved === undefined ? state : device(state, moved.device, { present: false });
    }
    case "transfer_issued":
      return state;
    default:
      return unknown(event, state);
  }
}

function receptionEnded(state: HearingState, event: ReceptionEnded, at: string): HearingState {
  const called = device(state, event.device, { place: "lobby", present: false });
  const host = device(called, event.host, { place: "courtroom", present: false });
  const after = { ...host, reception: null };
  if (event.outcome !== "identified") return after;
  const seats = Object.values(after.seats).map((one) =>
    one.device === event.device && !one.revoked
      ? { ...one, identified: true, identified_at: at }
      : one,
  );
  return { ...after, seats: byId(seats) };
}

// A newer server may know events that this page does not: it goes on with what it knows.
function unknown(_event: never, state: HearingState): HearingState {
  return state;
}
