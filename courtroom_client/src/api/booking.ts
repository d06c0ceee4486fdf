/** Booking: drafts made and written anew, and what is done to a hearing as it stands. */
import type { Role } from "../generated/protocol";
import type { Booked, Device, Span } from "./calendar";
import { type Answer, get, having, listOf, post, put } from "./http";

const booked = having<Booked>("id", "state", "sittings", "points", "devices", "seats");

/** What is done to a hearing as it stands. */
export function act(
  hearing: string,
  what: "schedule" | "cancel" | "split" | "adjourn",
  asked: Readonly<Record<string, unknown>>,
): Promise<Answer<Booked>> {
  return post(`/api/v1/hearings/${hearing}/${what}`, asked, booked);
}

/** The judge's word, by a document, that the case is simple enough to be heard online. */
export function attest(
  hearing: string,
  document: string,
): Promise<Answer<{ readonly state: string }>> {
  const body = { simple: true, document };
  return post(
    `/api/v1/hearings/${hearing}/attestation`,
    body,
    having<{ state: string }>("state"),
  );
}

/** A hearing to book, or a draft written anew. */
export interface Draft extends Span {
  readonly title: string | null;
  readonly points: readonly string[];
  readonly devices: readonly Device[];
  readonly seats: readonly {
    readonly person: string;
    readonly role: Role;
    readonly device: string;
  }[];
  readonly admission: "open" | "by_clerk";
  readonly more_sittings: readonly Span[];
  readonly repeat: { readonly every: string; readonly times: number } | null;
}

export function book(court: string, of: string, draft: Draft): Promise<Answer<Booked>> {
  return post("/api/v1/hearings", { ...draft, court, case: of }, booked);
}

export function redraft(hearing: string, draft: Draft): Promise<Answer<Booked>> {
  return put(`/api/v1/hearings/${hearing}`, draft, booked);
}

export interface CourtCase {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

export function cases(court: string): Promise<Answer<CourtCase[]>> {
  return get(
    `/api/v1/cases?court=${court}`,
    listOf(having<CourtCase>("id", "number", "title")),
  );
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

export function peopleOf(court: string): Promise<Answer<Person[]>> {
  return get(`/api/v1/people?court=${court}`, listOf(having<Person>("id", "name")));
}
