/** A sitting taken elsewhere: what is asked of the server, and what would be in its way. Pure. */
import type { Booked, Busy, NewTime, Span } from "../../api/calendar";

/** What of `busy` a sitting during `span` in `room` would meet; each thing once. */
export function inTheWay(busy: readonly Busy[], span: Span, room: string): Busy[] {
  const met = busy.filter(
    (one) =>
      (one.role !== "courtroom" || one.id === room) &&
      Date.parse(one.starts_at) < Date.parse(span.ends_at) &&
      Date.parse(span.starts_at) < Date.parse(one.ends_at),
  );
  return met.filter((one, at) => met.findIndex(({ id }) => id === one.id) === at);
}

/** The hearing's times with sitting `number` (from 1) during `span`, in `room`. */
export function movedTo(hearing: Booked, number: number, span: Span, room: string): NewTime {
  const times = hearing.sittings
    .map((one) => (one.number === number ? span : one))
    .map(({ starts_at, ends_at }) => ({ starts_at, ends_at }))
    .sort((one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at));
  const [first = span, ...more] = times;
  const at = { ...first, more_sittings: more };
  return room === "" ? at : { ...at, courtroom: room };
}

/** The courtroom of a hearing. */
export function roomOf(hearing: Pick<Booked, "points">): string {
  return hearing.points.find(({ kind }) => kind === "central")?.id ?? "";
}
