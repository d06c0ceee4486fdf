/** A hearing as somebody fills it in, and as the server takes it. Pure. */
import type { Draft } from "../../api/booking";
import type { Booked, Device, Span } from "../../api/calendar";
import { moment, wall } from "../../base/wall";
import type { Role } from "../../generated/protocol";
import { roomOf } from "./moving";

/** By the court's clocks: yyyy-MM-dd, HH:mm. */
export interface Time {
  readonly day: string;
  readonly start: string;
  readonly end: string;
}

/** `place`: a point of the hearing, or REMOTE. */
export interface Cast {
  readonly person: string;
  readonly role: Role;
  readonly place: string;
}

export interface Form {
  readonly case: string;
  readonly title: string;
  readonly admission: "open" | "by_clerk";
  readonly times: readonly Time[];
  readonly every: "none" | "day" | "workday" | "week";
  readonly repeats: number;
  readonly room: string;
  readonly components: readonly string[];
  readonly cast: readonly Cast[];
}

export type Wrong = "case" | "room" | "time" | "person" | "components" | "repeats";

export const REMOTE = "remote";
export const ROOM = "room"; // the courtroom, whichever is chosen
const MOST_COMPONENTS = 3;
const MOST_SITTINGS = 60;

export function empty(day: string): Form {
  return {
    case: "",
    title: "",
    admission: "by_clerk",
    times: [{ day, start: "08:00", end: "11:00" }],
    every: "none",
    repeats: 2,
    room: "",
    components: [],
    cast: [
      { person: "", role: "presiding_judge", place: ROOM },
      { person: "", role: "clerk", place: ROOM },
    ],
  };
}

export function formOf(hearing: Booked): Form {
  const room = roomOf(hearing);
  const at = new Map(hearing.devices.map(({ id, point }) => [id, point ?? REMOTE]));
  return {
    case: hearing.case,
    title: hearing.title,
    admission: hearing.admission,
    times: hearing.sittings.map((one) => timeOf(one, hearing.zone)),
    every: "none",
    repeats: 2,
    room,
    components: hearing.points.filter(({ kind }) => kind === "component").map(({ id }) => id),
    cast: hearing.seats
      .filter(({ role, revoked }) => role !== "room_device" && revoked !== true)
      .map(({ person, role, device }) => {
        const place = at.get(device) ?? ROOM;
        return { person, role, place: place === room ? ROOM : place };
      }),
  };
}

export function timeOf({ starts_at, ends_at }: Span, zone: string): Time {
  const start = wall(starts_at, zone);
  const day = start.slice(0, 10);
  return { day, start: start.slice(11, 16), end: wall(ends_at, zone).slice(11, 16) };
}

/** When that is; null if it is no time. An end before the start is the next day's. */
export function spanOf({ day, start, end }: Time, zone: string): Span | null {
  const starts_at = moment(`${day}T${start}:00`, zone);
  const ends_at = moment(`${day}T${end}:00`, zone);
  if (starts_at === null || ends_at === null) return null;
  return Date.parse(ends_at) > Date.parse(starts_at) ? { starts_at, ends_at } : null;
}

/** What is missing or wrong; `number`: which sitting. */
export function wrongs(form: Form, zone: string): { what: Wrong; number: number }[] {
  const found: { what: Wrong; number: number }[] = [];
  if (form.case === "") found.push({ what: "case", number: 0 });
  form.times.forEach((time, at) => {
    if (spanOf(time, zone) === null) found.push({ what: "time", number: at + 1 });
  });
  if (form.every !== "none" && !(form.repeats >= 2 && form.repeats <= MOST_SITTINGS))
    found.push({ what: "repeats", number: MOST_SITTINGS });
  if (form.room === "") found.push({ what: "room", number: 0 });
  if (form.components.length > MOST_COMPONENTS) found.push({ what: "components", number: 0 });
  if (form.cast.some(({ person }) => person === "")) found.push({ what: "person", number: 0 });
  return found;
}

/** `known`: devices that the draft has; who stays keeps theirs. */
export function draftOf(form: Form, zone: string, known: Booked | null = null): Draft {
  const [first, ...more] = form.times
    .map((time) => spanOf(time, zone))
    .filter((one) => one !== null);
  const points = [form.room, ...form.components];
  const rooms = points.map((point, at) => roomDevice(point, at, known));
  const seats: Draft["seats"][number][] = [];
  const personal: Device[] = [];
  for (const { person, role, place } of form.cast) {
    const point = place === ROOM ? form.room : place;
    const room = rooms.find((one) => one.point === point);
    const device = room ?? personalDevice(person, known);
    if (room === undefined) personal.push(device);
    seats.push({ person, role, device: device.key });
  }
  const every = form.every;
  return {
    starts_at: first?.starts_at ?? "",
    ends_at: first?.ends_at ?? "",
    title: form.title.trim() === "" ? null : form.title.trim(),
    points,
    devices: [...rooms, ...personal],
    seats,
    admission: form.admission,
    more_sittings: more,
    repeat: every === "none" ? null : { every, times: form.repeats },
  };
}

function roomDevice(point: string, at: number, known: Booked | null): Device {
  const there = known?.devices.find((one) => one.kind === "room" && one.point === point);
  return {
    key: there?.key ?? (at === 0 ? "courtroom" : `point-${at}-${point.slice(-8)}`),
    kind: "room",
    point,
  };
}

function personalDevice(person: string, known: Booked | null): Device {
  const seat = known?.seats.find((one) => one.person === person && one.revoked !== true);
  const own = known?.devices.find(
    ({ id, kind, point }) => id === seat?.device && kind === "personal" && point === null,
  );
  return { key: own?.key ?? `own-${person.slice(-12)}`, kind: "personal", point: null };
}
