/** What of a hearing somebody else changed while it was looked at. Pure. */
import type { Booked } from "../../api/calendar";

export type Changed = "state" | "title" | "times" | "places" | "people";

const TOLD: Readonly<Record<Changed, (hearing: Booked) => unknown>> = {
  state: ({ state }) => state,
  title: ({ title, admission }) => [title, admission],
  times: ({ sittings }) =>
    sittings.map((one) => [Date.parse(one.starts_at), Date.parse(one.ends_at)]),
  places: ({ points }) => points.map(({ id }) => id),
  people: ({ seats, devices }) => {
    const at = new Map(devices.map(({ id, point }) => [id, point]));
    return seats
      .filter(({ revoked }) => revoked !== true)
      .map(({ person, role, device }) => [person, role, at.get(device) ?? null]);
  },
};

export function changes(before: Booked, now: Booked): Changed[] {
  const kinds = Object.keys(TOLD) as Changed[];
  return kinds.filter((kind) => told(kind, before) !== told(kind, now));
}

function told(kind: Changed, hearing: Booked): string {
  return JSON.stringify(TOLD[kind](hearing));
}
