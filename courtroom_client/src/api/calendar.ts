/** The listing desk: a court's calendar, what stands in a move's way, moving, ending. */

import type { Role, Status } from "../generated/protocol";
import type { State } from "./directory";
import { type Answer, change, get, having, listOf, post } from "./http";
import type { Point } from "./staff";

export interface CourtPoint extends Point {
  readonly court: string;
}

/** A sitting in the calendar. */
export interface Line {
  readonly hearing: string;
  readonly number: number;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly title: string;
  readonly case_number: string;
  readonly booked: "draft" | "scheduled" | "cancelled";
  readonly presiding_judge: { readonly id: string; readonly name: string } | null;
  readonly points: readonly string[];
  /** Those of the points that no technical check found ready. */
  readonly unchecked?: readonly string[];
}

export interface Span {
  readonly starts_at: string;
  readonly ends_at: string;
}

/** What a sitting that overlaps the span could not have. */
export interface Busy extends Span {
  readonly kind: "point" | "person" | "escort";
  readonly id: string;
  readonly role: string;
  readonly name: string;
  readonly hearing: string | null;
  readonly absence: string | null;
}

export interface Device {
  readonly key: string;
  readonly kind: "room" | "personal";
  readonly point: string | null;
}

interface Sitting extends Span {
  readonly number: number;
}

/** A place of a hearing, and whether it was tried out before the day. */
interface CheckedPoint extends Point {
  readonly check: { readonly state: State; readonly at: string | null };
}

/** A hearing as booked. */
export interface Booked {
  readonly id: string;
  /** Of this very state of it: given back with a change. */
  readonly mark: string;
  readonly state: Status;
  readonly court: string;
  readonly court_name: string;
  readonly case: string;
  readonly case_number: string;
  readonly zone: string;
  readonly title: string;
  readonly admission: "open" | "by_clerk";
  readonly points: readonly CheckedPoint[];
  readonly devices: readonly (Device & { readonly id: string })[];
  readonly seats: readonly {
    readonly id: string;
    readonly person: string;
    readonly name: string;
    readonly role: Role;
    readonly device: string;
    /** It is nobody's any more. */
    readonly revoked?: boolean;
  }[];
  readonly sittings: readonly Sitting[];
  /** The adjourned hearing that this one follows, and the one that follows this. */
  readonly predecessor: string | null;
  readonly successor: string | null;
}

/** When and where instead; no courtroom: where it is. */
export interface NewTime extends Span {
  readonly more_sittings: readonly Span[];
  readonly courtroom?: string;
}

const whole = having<Booked>("id", "state", "sittings", "points", "devices", "seats");

/** Reads a hearing and the mark of its state. */
export function booked(json: unknown, mark: string): Booked | null {
  const found = whole(json);
  return found === null ? null : { ...found, mark };
}

export function points(court: string): Promise<Answer<CourtPoint[]>> {
  return get(`/api/v1/points?court=${court}`, listOf(having<CourtPoint>("id", "name", "kind")));
}

/** The sittings between two moments, at most two months apart. */
export function calendar(court: string, from: string, to: string): Promise<Answer<Line[]>> {
  const asked = new URLSearchParams({ starts_at: from, ends_at: to });
  const parse = listOf(having<Line>("hearing", "number", "points", "booked"));
  return get(`/api/v1/courts/${court}/calendar?${asked}`, parse);
}

export function busy(hearing: string, from: string, to: string): Promise<Answer<Busy[]>> {
  const asked = new URLSearchParams({ starts_at: from, ends_at: to });
  const parse = listOf(having<Busy>("id", "role", "name", "starts_at", "ends_at"));
  return get(`/api/v1/hearings/${hearing}/busy?${asked}`, parse);
}

export function theBooked(hearing: string): Promise<Answer<Booked>> {
  return get(`/api/v1/hearings/${hearing}`, booked);
}

/** Refused as the move would be, with the same alternatives; changes nothing. */
export function tryMove(hearing: string, to: NewTime): Promise<Answer<{ possible: true }>> {
  const parse = having<{ possible: true }>("possible");
  return post(`/api/v1/hearings/${hearing}/move/try`, to, parse);
}

/** Refused with a conflict, `booking.frozen`, `hearing.state`, `request.changed`. */
export function move(
  { id, mark }: Booked,
  to: NewTime,
  reason: string,
): Promise<Answer<Booked>> {
  return change("POST", `/api/v1/hearings/${id}/move`, { ...to, reason }, mark, booked);
}
