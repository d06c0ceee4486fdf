/** What hearings are owed, by whom and until when; and answers to it. */
import { type Answer, get, having, post } from "./http";

export type Key = "assess" | "procuracy" | "detention" | "service" | "suspension";
export type Given =
  | "done"
  | "agrees"
  | "disagrees"
  | "simple"
  | "not_simple"
  | "waived"
  | "moot";

export interface Deadline {
  readonly hearing: string;
  readonly key: Key;
  readonly owner: "court" | "procuracy" | "detention" | "clerk";
  readonly due_at: string;
  readonly state: "open" | "overdue" | "met" | "late" | "waived" | "moot";
  readonly answer: Given | null;
  readonly court_name: string;
  readonly zone: string;
  readonly case_number: string;
  readonly title: string;
  readonly starts_at: string;
}

/** The earliest due first, at most 500. `overdue`: only what is. */
export function deadlines(overdue: boolean): Promise<Answer<readonly Deadline[]>> {
  return get(`/api/v1/deadlines?overdue=${overdue}`, list);
}

/** Refused with `deadline.*`, `eligibility.*`, `text.*`. `note` "": none. */
export function give(
  { hearing, key }: Deadline,
  answer: Given,
  note: string,
): Promise<Answer<{ readonly state: string }>> {
  const said = note === "" ? null : note;
  const parse = having<{ state: string }>("state");
  if (key !== "assess")
    return post(`/api/v1/hearings/${hearing}/deadlines/${key}`, { answer, note: said }, parse);
  const body = { simple: answer === "simple", document: said };
  return post(`/api/v1/hearings/${hearing}/attestation`, body, parse);
}

function list(json: unknown): readonly Deadline[] | null {
  return Array.isArray(json) ? (json as readonly Deadline[]) : null;
}
