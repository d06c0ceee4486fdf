/** Who is in the hearing and in which fixed order they are shown. */
import type { Device, HearingState, Role, Seat } from "../generated/protocol";

/** They watch: no tile, no microphone. The same set as hearing/roles.py. */
export const GALLERY: ReadonlySet<Role> = new Set<Role>(["observer", "press", "supervisor"]);

// Places do not change while a hearing runs: the bench first, then as they were listed.
const BENCH: readonly Role[] = ["presiding_judge", "judge", "assessor", "clerk", "prosecutor"];

/** A device of the courtroom with those who sit at it. */
export interface Place {
  readonly device: Device;
  readonly people: readonly Seat[];
  readonly own: boolean;
}

/** Places with a tile, in their fixed order. `seat`: whose page this is. */
export function places(state: HearingState, seat: string): readonly Place[] {
  const ownDevice = state.seats[seat]?.device;
  return Object.values(state.devices)
    .map((device) => ({
      device,
      people: seated(state, device.id),
      own: device.id === ownDevice,
    }))
    .filter(({ device, people }) => device.kind !== "companion" && people.some(takesPart))
    .map((place, listed) => ({ place, rank: rank(place.people), listed }))
    .sort((a, b) => a.rank - b.rank || a.listed - b.listed)
    .map(({ place }) => place);
}

/** Those who watch. */
export function gallery(state: HearingState): readonly Seat[] {
  return Object.values(state.seats).filter((seat) => !seat.revoked && !takesPart(seat));
}

/** Who sits at `device` now, the bench first. */
export function seated(state: HearingState, device: string): readonly Seat[] {
  return Object.values(state.seats)
    .filter((seat) => seat.device === device && !seat.revoked)
    .sort((a, b) => rank([a]) - rank([b]));
}

function takesPart(seat: Seat): boolean {
  return !GALLERY.has(seat.role);
}

function rank(people: readonly Seat[]): number {
  const ranks = people.map(({ role }) => BENCH.indexOf(role)).filter((found) => found >= 0);
  return Math.min(BENCH.length, ...ranks);
}
