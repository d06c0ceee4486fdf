/** What the clerk's desk shows: who waits and since when, who calls, who is inside. Pure. */
import type { Device, HearingState, Point } from "../generated/protocol";
import { BENCH } from "./door";
import { GALLERY, type Place, place, places, seated } from "./people";

/** Those who wait at one point; point null: with devices of their own. */
export interface Arrivals {
  readonly point: Point | null;
  readonly waiting: readonly Place[];
}

/** Points in their fixed order, then personal devices; who has waited longest first. */
export function arrivals(state: HearingState): readonly Arrivals[] {
  const waiting = Object.values(state.devices)
    .filter((device) => device.place === "lobby")
    .sort((a, b) => since(a) - since(b))
    .map((device) => place(state, device))
    .filter((one) => one.people.length > 0 && !entersUnasked(one));
  const groups = [...Object.values(state.points), null].map((point) => ({
    point,
    waiting: waiting.filter((one) => (one.point?.id ?? null) === (point?.id ?? null)),
  }));
  return groups.filter((group) => group.waiting.length > 0);
}

/** Whom nobody admits: the bench, and the gallery unless sent back. As hearing/lobby.py. */
function entersUnasked({ people, device }: Place): boolean {
  if (people.some(({ role }) => BENCH.has(role))) return true;
  return device.returned === null && people.every(({ role }) => GALLERY.has(role));
}

/** Those in the courtroom's places, the gallery too; whose page it is included. */
export function inside(state: HearingState, seat: string): readonly Place[] {
  const watching = Object.values(state.devices)
    .filter((device) => seated(state, device.id).some(({ role }) => GALLERY.has(role)))
    .map((device) => place(state, device, seat));
  const taking = places(state, seat);
  const known = new Set(taking.map(({ device }) => device.id));
  const all = [...taking, ...watching.filter(({ device }) => !known.has(device.id))];
  return all.filter(({ device }) => device.place === "courtroom");
}

/** Devices that called for help, who called first first. */
export function calls(state: HearingState): readonly Place[] {
  return Object.values(state.devices)
    .filter(({ call }) => call !== null)
    .sort((a, b) => time(a.call?.at ?? null) - time(b.call?.at ?? null))
    .map((device) => place(state, device));
}

/**
 * Places whose people take part and are not in the courtroom; not who receives somebody, and not
 * the place of `seat`, who reads it.
 */
export function missing(state: HearingState, seat = ""): readonly Place[] {
  return places(state, seat).filter(
    ({ device, own }) =>
      !own &&
      device.id !== state.reception?.host &&
      (device.place !== "courtroom" || !device.present),
  );
}

export type Floor =
  | { readonly is: "all" }
  | { readonly is: "nobody" }
  | { readonly is: "some"; readonly names: readonly string[] };

/** Whose microphones the court and the record hear, of those in the courtroom. */
export function floor(state: HearingState): Floor {
  const there = places(state, "").filter(
    ({ device }) => device.present && device.place === "courtroom" && !device.silent,
  );
  const heard = there.filter(({ device }) => !device.held);
  if (heard.length === 0) return { is: "nobody" };
  if (heard.length === there.length) return { is: "all" };
  return { is: "some", names: heard.map(({ name }) => name) };
}

/** Whole seconds since `from`; 0 where nobody knows. now: milliseconds of the wall clock. */
export function secondsSince(from: string | null, now: number): number {
  if (from === null) return 0;
  const passed = Math.floor((now - Date.parse(from)) / 1000);
  return Number.isFinite(passed) ? Math.max(0, passed) : 0;
}

/** `m:ss`, `h:mm:ss` from an hour on. */
export function stopwatch(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

function since(device: Device): number {
  return time(device.waiting_since);
}

function time(at: string | null): number {
  return at === null ? Number.MAX_SAFE_INTEGER : Date.parse(at);
}
