/** Staff accounts and the audit, as administrators handle them. */
import { type Answer, get, having, listOf, post } from "./http";
import type { Account, Office } from "./staff";

export interface Post {
  readonly role: Office;
  readonly court: string | null;
}

export interface NewAccount {
  readonly user: string;
  readonly name: string;
  readonly password: string;
  readonly roles: readonly Post[];
  readonly people: readonly string[];
}

/** What to change; what is left out stays. */
export type Change = Partial<Pick<NewAccount, "name" | "roles" | "people">>;

export interface Court {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
}

/** Somebody of a court's directory, by which an account has seats. */
export interface DirectoryPerson {
  readonly id: string;
  readonly court: string;
  readonly name: string;
}

/** A row of the audit, read. */
export interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

const account = having<Account>("id", "user", "name", "roles", "people");

export function accounts(): Promise<Answer<readonly Account[]>> {
  return get("/api/v1/staff", listOf(account));
}

/** Refused with `staff.user_taken`, `staff.user`, `password.short`, `staff.beyond`… */
export function addAccount(asked: NewAccount): Promise<Answer<Account>> {
  return post("/api/v1/staff", asked, account);
}

/** Refused with `staff.self`, `staff.beyond`, `staff.post`, `staff.person_taken`… */
export function changeAccount(id: string, asked: Change): Promise<Answer<Account>> {
  return post(`/api/v1/staff/${id}`, asked, account);
}

/** They are signed out everywhere. */
export function setPassword(id: string, password: string): Promise<Answer<Account>> {
  return post(`/api/v1/staff/${id}/password`, { password }, account);
}

/** The next sign-in sets up another app; they are signed out everywhere. */
export function resetSecondFactor(id: string): Promise<Answer<Account>> {
  return post(`/api/v1/staff/${id}/second-factor/reset`, {}, account);
}

/** Sessions, seats and media end everywhere within two seconds. */
export function revokeAccount(id: string): Promise<Answer<Account>> {
  return post(`/api/v1/staff/${id}/revoke`, {}, account);
}

export function courts(): Promise<Answer<readonly Court[]>> {
  return get("/api/v1/courts", listOf(having<Court>("id", "name", "zone")));
}

export function people(): Promise<Answer<readonly DirectoryPerson[]>> {
  return get("/api/v1/people", listOf(having<DirectoryPerson>("id", "court", "name")));
}

/** Rows below `before` (null: all), the newest first. */
export function audit(
  before: number | null,
  limit: number,
): Promise<Answer<readonly AuditRow[]>> {
  const below = before === null ? "" : `&before=${before}`;
  return get(`/api/v1/audit?newest=true&limit=${limit}${below}`, auditRows);
}

function auditRows(json: unknown): readonly AuditRow[] | null {
  const rows = listOf(having<{ body: string }>("body"))(json);
  if (rows === null) return null;
  try {
    return rows.map(({ body }) => JSON.parse(body) as AuditRow);
  } catch {
    return null;
  }
}
