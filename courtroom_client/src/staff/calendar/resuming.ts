/** A sitting cut in two: where, and when its rest is held. Pure. */
import type { Span } from "../../api/calendar";
import { moment, wall } from "../../base/wall";
import { dayAfter } from "../../language/format";

/** By the court's clocks: HH:mm on the sitting's day; yyyy-MM-dd, HH:mm of the rest. */
export interface Cut {
  readonly at: string;
  readonly day: string;
  readonly on: string;
}

const QUARTER_MS = 15 * 60_000;

/** In the middle of the sitting, to a quarter of an hour; its rest the next day at its hour. */
export function resuming({ starts_at, ends_at }: Span, zone: string): Cut {
  const [from, to] = [Date.parse(starts_at), Date.parse(ends_at)];
  const start = wall(from, zone);
  const middle = Math.floor((to - from) / 2 / QUARTER_MS) * QUARTER_MS;
  return {
    at: wall(from + middle, zone).slice(11, 16),
    day: dayAfter(start.slice(0, 10), 1),
    on: start.slice(11, 16),
  };
}

/** What is asked of the server; null: it is not cut there, or its rest would come before it. */
export function rested(
  { starts_at, ends_at }: Span,
  { at, day, on }: Cut,
  zone: string,
): { readonly at: string; readonly resumes_at: string } | null {
  const cut = moment(`${wall(starts_at, zone).slice(0, 10)}T${at}:00`, zone);
  const rest = moment(`${day}T${on}:00`, zone);
  if (cut === null || rest === null) return null;
  const inside =
    Date.parse(starts_at) < Date.parse(cut) && Date.parse(cut) < Date.parse(ends_at);
  return inside && Date.parse(cut) <= Date.parse(rest) ? { at: cut, resumes_at: rest } : null;
}
