/** Whoever signs in: in and out, who I am, my day, my own seat. */
import type { Role, Status } from "../generated/protocol";
import { type Answer, done, get, having, post } from "./http";

/** What the server may let somebody do; the pages only show it. */
export type Right =
  | "found"
  | "look_up"
  | "enter_data"
  | "attest"
  | "read"
  | "book"
  | "command"
  | "invite"
  | "record"
  | "enter"
  | "accounts"
  | "audit"
  | "check";

interface InBoth {
  readonly vi: string;
  readonly en: string;
}

export interface OfficeTold {
  readonly role: Office;
  readonly role_name: InBoth;
  readonly court: string | null;
  readonly court_name: string | null;
}

export type Office =
  | "administrator"
  | "registrar"
  | "clerk"
  | "presiding_judge"
  | "judge"
  | "assessor"
  | "technical_officer";

export interface Account {
  readonly id: string;
  readonly user: string;
  readonly name: string;
  readonly roles: readonly OfficeTold[];
  readonly people: readonly string[];
  readonly second_factor: boolean;
  readonly signed_in_at: string | null;
  readonly revoked_at: string | null;
}

export interface Me extends Account {
  readonly rights: readonly Right[];
}

interface SignedIn {
  readonly state: "signed_in";
}

/** The authenticator app is to be set up: `uri` as a square code, or `secret` typed. */
export interface Enrolment {
  readonly state: "enrol";
  readonly secret: string;
  readonly uri: string;
}

export interface Point {
  readonly id: string;
  readonly name: string;
  readonly kind: "central" | "component";
}

export interface DayHearing {
  readonly id: string;
  readonly state: Status;
  readonly title: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly court_name: string;
  readonly zone: string;
  readonly case_number: string;
  readonly points: readonly Point[];
  readonly seat: { readonly id: string; readonly role: Role } | null;
  readonly enter: boolean;
  /** Which of its deadlines are overdue. */
  readonly overdue: readonly string[];
  /** Ids of its points that did not pass a technical check for it. */
  readonly unchecked: readonly string[];
}

export interface MyDay {
  readonly zone: string;
  /** yyyy-MM-dd. */
  readonly today: string;
  readonly day: string;
  readonly hearings: readonly DayHearing[];
  /** Hearings ahead with papers that did not reach their people. */
  readonly missed: readonly Missed[];
}

interface Missed {
  readonly hearing: string;
  readonly title: string;
  /** RFC 3339. */
  readonly starts_at: string;
  readonly zone: string;
  readonly papers: number;
}

/** Refused with `staff.credentials`, `staff.code_needed`, `staff.code_wrong`, `staff.too_many`. */
export function signIn(
  user: string,
  password: string,
  code: string | null,
): Promise<Answer<SignedIn | Enrolment>> {
  const parse = having<SignedIn | Enrolment>("state");
  return post("/api/v1/sign-in", { user, password, code }, parse);
}

export function signOut(): Promise<Answer<true>> {
  return post("/api/v1/sign-out", {}, done);
}

/** I stay signed in here and nowhere else. Refused with `staff.credentials`, `password.short`. */
export function changePassword(password: string, fresh: string): Promise<Answer<true>> {
  return post("/api/v1/me/password", { password, new: fresh }, done);
}

export function me(): Promise<Answer<Me>> {
  return get("/api/v1/me", having<Me>("id", "name", "rights"));
}

/** `on`: yyyy-MM-dd, or "" for today. */
export function myDay(on: string): Promise<Answer<MyDay>> {
  const path = on === "" ? "/api/v1/my-day" : `/api/v1/my-day?on=${on}`;
  return get(path, having<MyDay>("hearings", "day", "today", "zone"));
}

/** Takes my seat; its cookie is the browser's now. Refused with `staff.no_seat`, `hearing.state`. */
export function enter(hearing: string): Promise<Answer<{ readonly seat: string }>> {
  return post(`/api/v1/hearings/${hearing}/enter`, {}, having<{ seat: string }>("seat"));
}
