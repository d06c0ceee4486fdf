/** What anybody may read: which courts hear online, and when which case is heard. */
import type { Status } from "../generated/protocol";
import { type Answer, get, having, listOf } from "./http";

export interface PublicCourt {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
}

type CaseType = "criminal" | "civil" | "family" | "commercial" | "labour" | "administrative";

type Instance = "first" | "appeal";

export interface PublicSitting {
  readonly court: string;
  readonly court_name: string;
  readonly zone: string;
  readonly case_number: string;
  readonly type: CaseType;
  readonly instance: Instance;
  readonly closed: boolean;
  readonly state: Status;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly number: number;
  readonly of: number;
  readonly room: string;
}

const sittings = listOf(having<PublicSitting>("case_number", "state", "starts_at", "room"));

export function publicCourts(): Promise<Answer<PublicCourt[]>> {
  return get("/api/v1/public/courts", listOf(having<PublicCourt>("id", "name", "zone")));
}

/** So many days from `on` (yyyy-MM-dd). Refused with `court.unknown`, `public.too_many`. */
export function publicDays(
  court: string,
  on: string,
  days: number,
): Promise<Answer<PublicSitting[]>> {
  const path = `/api/v1/public/courts/${encodeURIComponent(court)}/hearings`;
  return get(`${path}?${new URLSearchParams({ on, days: String(days) })}`, sittings);
}

/** Sittings of cases whose number begins with `number`, at every court. */
export function publicCase(number: string): Promise<Answer<PublicSitting[]>> {
  return get(`/api/v1/public/hearings?${new URLSearchParams({ number })}`, sittings);
}
