/** A hearing's ledger in sentences: who did what, and when. Pure but for the words given. */
import type { TFunction } from "i18next";
import type { Row } from "../api/records";
import type { Role, StatusChanged } from "../generated/protocol";
import { courtTime } from "../language/format";

export interface Line {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  /** Somebody's own words, or "". */
  readonly reason: string;
  /** Comings and goings: left out unless asked for. */
  readonly minor: boolean;
}

interface Sitting {
  readonly name: string;
  readonly role: Role;
  readonly device: string;
}

type Event = Row["event"];
type Type = Event["type"];
type Of<Name extends Type> = Extract<Event, { type: Name }>;

const MINOR: ReadonlySet<Type> = new Set([
  "device_arrived",
  "device_left",
  "device_checked",
  "companion_reported",
  "share_ended",
  "share_allowed",
  "notice_served",
  "notice_confirmed",
]);

/** Every row's sentence, in the language of `t`. `zone`: whose clocks are shown. */
export function story(rows: readonly Row[], t: TFunction, zone: string): readonly Line[] {
  const cast = new Cast(t);
  return rows.map(({ seq, at, by, event }) => {
    cast.meet(event);
    return {
      seq,
      at,
      who: cast.actor(by),
      what: sentence(event, cast, t, zone),
      reason: "reason" in event && event.type !== "staff_called" ? event.reason : note(event),
      minor: MINOR.has(event.type) || listed(event),
    };
  });
}

/** Who is who, as far as the ledger has told. */
class Cast {
  readonly #seats = new Map<string, Sitting>();
  readonly #t: TFunction;

  constructor(t: TFunction) {
    this.#t = t;
  }

  meet(event: Event): void {
    const seats =
      event.type === "scheduled"
        ? event.seats
        : event.type === "person_seated"
          ? [{ ...event, id: event.seat }]
          : [];
    for (const { id, display, role, device } of seats)
      this.#seats.set(id, { name: display, role, device });
  }

  seat(id: string): string {
    return this.#seats.get(id)?.name ?? this.#t("staff.record.story.unknown_device");
  }

  /** The people at a device. Its own seat is only named where nobody else sits. */
  device(id: string): string {
    const here = [...this.#seats.values()].filter(({ device }) => device === id);
    const people = here.filter(({ role }) => role !== "room_device");
    const named = people.length > 0 ? people : here;
    if (named.length === 0) return this.#t("staff.record.story.unknown_device");
    return named.map(({ name }) => name).join(", ");
  }

  actor(by: Row["by"]): string {
    if (by.kind === "system") return this.#t("staff.record.story.system");
    if (by.kind === "staff") return this.#t("staff.record.story.office");
    return `${this.seat(by.seat)} (${this.#t(`role.${by.role}`)})`;
  }
}

type Say<Name extends Type> = (
  event: Of<Name>,
  cast: Cast,
  t: TFunction,
  zone: string,
) => string;

const ofDevice =
  (name: DeviceOnly) =>
  ({ device }: { readonly device: string }, cast: Cast, t: TFunction): string =>
    t(`staff.record.event.${name}`, { name: cast.device(device) });

const ofSeat =
  (name: "transfer_issued" | "seat_transferred" | "seat_revoked" | "notice_confirmed") =>
  ({ seat }: { readonly seat: string }, cast: Cast, t: TFunction): string =>
    t(`staff.record.event.${name}`, { name: cast.seat(seat) });

type DeviceOnly =
  | "floor_held"
  | "floor_given"
  | "reception_called"
  | "device_admitted"
  | "device_returned"
  | "call_answered"
  | "share_ended"
  | "share_allowed";

const SAYS: { readonly [Name in Type]: Say<Name> } = {
  scheduled: ({ starts_at, ends_at, seats }, _cast, t, zone) =>
    t("staff.record.event.scheduled", {
      from: courtTime(starts_at, zone),
      to: courtTime(ends_at, zone),
      count: seats.length,
    }),
  rescheduled: ({ starts_at, ends_at }, _cast, t, zone) =>
    t("staff.record.event.rescheduled", {
      from: courtTime(starts_at, zone),
      to: courtTime(ends_at, zone),
    }),
  replanned: (_event, _cast, t) => t("staff.record.event.replanned"),
  successor_named: ({ successor }, _cast, t) =>
    t("staff.record.event.successor_named", { successor }),
  status_changed: (event, _cast, t) => t(`staff.record.status.${status(event)}`),
  recorder_reported: ({ state, part }, _cast, t) =>
    t(`staff.record.recorder.${state}`, { part: part + 1 }),
  person_seated: ({ display, role }, _cast, t) =>
    t("staff.record.event.person_seated", { name: display, role: t(`role.${role}`) }),
  seat_revoked: ofSeat("seat_revoked"),
  floor_held: ofDevice("floor_held"),
  floor_given: ofDevice("floor_given"),
  device_arrived: ({ device, place }, cast, t) =>
    t("staff.record.event.device_arrived", {
      name: cast.device(device),
      place: t(`staff.record.place.${place}`),
    }),
  device_left: ({ device, place }, cast, t) =>
    t("staff.record.event.device_left", {
      name: cast.device(device),
      place: t(`staff.record.place.${place}`),
    }),
  reception_called: ofDevice("reception_called"),
  reception_ended: ({ device, outcome }, cast, t) =>
    t(`staff.record.event.reception_${outcome}`, { name: cast.device(device) }),
  device_admitted: ofDevice("device_admitted"),
  device_returned: ofDevice("device_returned"),
  device_checked: ({ device, camera, microphone, network }, cast, t) =>
    t("staff.record.event.device_checked", {
      name: cast.device(device),
      camera: t(`staff.record.checked.${camera}`),
      microphone: t(`staff.record.checked.${microphone}`),
      network: t(`staff.record.checked.${network}`),
    }),
  companion_reported: ({ device, silent }, cast, t) =>
    t(silent ? "staff.record.event.companion_silent" : "staff.record.event.companion_over", {
      name: cast.device(device),
    }),
  transfer_issued: ofSeat("transfer_issued"),
  seat_transferred: ofSeat("seat_transferred"),
  staff_called: ({ device, reason }, cast, t) =>
    t("staff.record.event.staff_called", {
      name: cast.device(device),
      why: t(`staff.record.call.${reason}`),
    }),
  call_answered: ofDevice("call_answered"),
  share_ended: ofDevice("share_ended"),
  share_allowed: ofDevice("share_allowed"),
  notice_served: ({ seat, occasion, way }, cast, t) =>
    t(
      way === "by_hand"
        ? "staff.record.event.notice_by_hand"
        : "staff.record.event.notice_served",
      {
        name: cast.seat(seat),
        what: t(`staff.record.notice.${occasion}`),
      },
    ),
  notice_failed: ({ seat, occasion, why }, cast, t) =>
    t(`staff.record.event.notice_${why}`, {
      name: cast.seat(seat),
      what: t(`staff.record.notice.${occasion}`),
    }),
  notice_confirmed: ofSeat("notice_confirmed"),
};

/** A ledger written by a later version may hold what this page has no words for. */
function sentence(event: Event, cast: Cast, t: TFunction, zone: string): string {
  const say = SAYS[event.type] as Say<Type> | undefined;
  return say === undefined ? t("staff.record.event.other") : say(event as never, cast, t, zone);
}

function status({ was, to }: StatusChanged) {
  return to === "in_session" && was !== "open" ? "resumed" : to;
}

/** Follows at once on the planning itself. */
function listed(event: Event): boolean {
  return event.type === "status_changed" && event.to === "scheduled";
}

function note(event: Event): string {
  return event.type === "reception_ended" ? event.note : "";
}
