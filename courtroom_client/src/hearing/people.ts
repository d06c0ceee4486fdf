/** Who is in the hearing and in which fixed order they are shown. */
import type { Device, HearingState, Point, Role, Seat } from "../generated/protocol";

/** They watch: no tile, no microphone. The same set as hearing/roles.py. */
export const GALLERY: ReadonlySet<Role> = new Set<Role>(["observer", "press", "supervisor"]);

/** In the order in which a court names them. The same as hearing/roles.py. */
const ORDER: Readonly<Record<Role, number>> = {
  presiding_judge: 0,
  judge: 1,
  assessor: 2,
  clerk: 3,
  prosecutor: 4,
  accused: 5,
  custody_officer: 6,
  judicial_police: 7,
  technical_officer: 8,
  defence_counsel: 9,
  victim: 10,
  plaintiff: 11,
  civil_defendant: 12,
  petitioner: 13,
  respondent: 14,
  related_party: 15,
  advocate: 16,
  representative: 17,
  witness: 18,
  expert: 19,
  interpreter: 20,
  observer: 21,
  press: 22,
  supervisor: 23,
  room_device: 24,
};
export const ROLES = Object.keys(ORDER) as readonly Role[];

/** A device of the courtroom with those who sit at it. */
export interface Place {
  readonly device: Device;
  /** Where the device stands; null for a personal one. */
  readonly point: Point | null;
  /** Without the device's own seat, which is nobody. */
  readonly people: readonly Seat[];
  /** The names of those people, or the point's where nobody is booked. */
  readonly name: string;
  readonly own: boolean;
}

/** Places with a tile, by role, then as they were booked. `seat`: whose page this is. */
export function places(state: HearingState, seat: string): readonly Place[] {
  return Object.values(state.devices)
    .filter(({ id, kind }) => kind !== "companion" && takesPart(state, id))
    .map((device) => place(state, device, seat))
    .sort((a, b) => rank(a.people) - rank(b.people));
}

/** One device and who sits there, wherever it is. */
export function place(state: HearingState, device: Device, seat = ""): Place {
  const point = device.point === null ? null : (state.points[device.point] ?? null);
  const people = seated(state, device.id);
  const names = people.map(({ display }) => display).join(", ");
  const own = state.seats[seat]?.device === device.id;
  return { device, point, people, name: names || (point?.name ?? device.id), own };
}

/** The point whose name belongs beside the people's: a room's own device shows the room. */
export function standsAt({ device, point, people }: Place): Point | null {
  return device.kind === "room" && people.length > 0 ? point : null;
}

/** Those who watch. */
export function gallery(state: HearingState): readonly Seat[] {
  return Object.values(state.seats).filter(
    ({ revoked, role }) => !revoked && GALLERY.has(role),
  );
}

/** The people who sit at `device` now, by role, then as they were booked. */
export function seated(state: HearingState, device: string): readonly Seat[] {
  return everySeat(state, device)
    .filter(({ role }) => role !== "room_device")
    .sort((a, b) => rank([a]) - rank([b]));
}

/** Whether the device has a page of its own, which carries its picture and sound. */
export function hasScreen(state: HearingState, device: string): boolean {
  return everySeat(state, device).some(({ role }) => role === "room_device");
}

/** Whether somebody there takes part; a point's device where nobody is booked shows the point. */
function takesPart(state: HearingState, device: string): boolean {
  const people = seated(state, device);
  if (people.length === 0) return hasScreen(state, device);
  return people.some(({ role }) => !GALLERY.has(role));
}

function everySeat(state: HearingState, device: string): Seat[] {
  return Object.values(state.seats).filter((seat) => seat.device === device && !seat.revoked);
}

function rank(people: readonly Seat[]): number {
  return Math.min(ORDER.room_device, ...people.map(({ role }) => ORDER[role]));
}
