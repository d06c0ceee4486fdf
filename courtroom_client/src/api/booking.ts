/** Booking: drafts made and written anew, and what is done to a hearing as it stands. */
import type { Role } from "../generated/protocol";
import { type Booked, booked, type Device, type NewTime, type Span } from "./calendar";
import { type Answer, change, get, having, listOf, post } from "./http";

export type Act = "schedule" | "cancel" | "split" | "adjourn";

/** What is done to a hearing as it stands. */
export function act(
  { id, mark }: Booked,
  what: Act,
  asked: Readonly<Record<string, unknown>>,
): Promise<Answer<Booked>> {
  return change("POST", `/api/v1/hearings/${id}/${what}`, asked, mark, booked);
}

/** Books what follows a hearing that was adjourned in the courtroom. */
export function succeed(hearing: string, at: NewTime): Promise<Answer<Booked>> {
  return post(`/api/v1/hearings/${hearing}/successor`, at, booked);
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

/** `reason`: of a listed hearing's change, for its ledger; a draft needs none. */
export function redraft(
  { id, mark, state }: Booked,
  draft: Draft,
  reason: string,
): Promise<Answer<Booked>> {
  const body = state === "draft" ? draft : { ...draft, reason };
  return change("PUT", `/api/v1/hearings/${id}`, body, mark, booked);
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
