/** A court's directory: its points, people and cases, spreadsheets of them, technical checks. */
import type { Role } from "../generated/protocol";
import type { Court } from "./accounts";
import { type Answer, change, get, having, listOf, post, remove } from "./http";

export type Kind = "points" | "people" | "cases";
/** What of the directory is filled in alike: a court's own entries, and the courts themselves. */
export type Shelf = Kind | "courts";
export type State = "passed" | "failed" | "planned" | "unchecked";

interface Kept {
  readonly id: string;
  readonly retired_at: string | null;
}

interface Entry extends Kept {
  readonly court: string;
}

export interface CourtEntry extends Kept {
  readonly name: string;
  readonly zone: string;
  readonly address: string;
}

export interface Point extends Entry {
  readonly name: string;
  readonly kind: "central" | "component";
  readonly capacity: number;
  readonly before: number;
  readonly after: number;
  readonly escorts: number | null;
  readonly address: string;
  readonly hours: string;
  readonly equipment: readonly string[];
  readonly note: string;
  readonly check: { readonly state: State; readonly at: string | null };
}

export interface PersonEntry extends Entry {
  readonly name: string;
  readonly card: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: string;
  readonly roles: readonly Role[];
  readonly hours: string;
}

export interface Party {
  readonly role: Role;
  readonly name: string;
  readonly person: string | null;
}

export interface CaseEntry extends Entry {
  readonly number: string;
  readonly type: string;
  readonly title: string;
  readonly instance: string;
  readonly flags: readonly string[];
  readonly parties: readonly Party[];
}

export type AnyEntry = Point | PersonEntry | CaseEntry | CourtEntry;

/** Fields of an entry, as typed. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Sheet {
  readonly name: string;
  readonly content: string;
  readonly mapping: string;
  readonly dry_run: boolean;
  readonly skip_bad: boolean;
}

interface BadRow {
  readonly line: number;
  readonly code: string;
  readonly vi: string;
  readonly en: string;
}

export interface Imported {
  readonly rows: number;
  readonly good: number;
  readonly imported: number;
  readonly bad_rows: number;
  readonly bad: readonly BadRow[];
}

export interface Check {
  readonly id: string;
  readonly hearing: string | null;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly result: "passed" | "failed" | null;
  readonly checked: readonly Item[];
  readonly faults: readonly Item[];
  readonly note: string;
  readonly done_at: string | null;
  readonly done_by: string | null;
  readonly done_by_name: string | null;
  readonly cancelled_at: string | null;
}

export type Item =
  | "network"
  | "camera"
  | "microphone"
  | "loudspeaker"
  | "display"
  | "document_camera"
  | "recording"
  | "backup_power";

/** How many entries are read at once. */
export const PAGE = 100;

const entry = having<AnyEntry>("id", "retired_at");
const point = having<Point>("id", "name", "check");
const check = having<Check>("id", "starts_at", "result");
const imported = having<Imported>("rows", "good", "imported", "bad");

export interface Sought {
  readonly court: string;
  readonly kind: Kind;
  readonly like: string;
  readonly retired: boolean;
}

export function entries(
  { court, kind, like, retired }: Sought,
  limit: number,
): Promise<Answer<readonly AnyEntry[]>> {
  const asked = new URLSearchParams({
    court,
    like,
    retired: `${retired}`,
    limit: `${limit}`,
  });
  return get(`/api/v1/${kind}?${asked}`, listOf(entry));
}

/** All courts of the installation. */
export function allCourts(retired: boolean): Promise<Answer<readonly CourtEntry[]>> {
  const parse = listOf(having<CourtEntry>("id", "name", "zone", "retired_at"));
  return get(`/api/v1/courts?retired=${retired}`, parse);
}

export function addEntry(
  kind: Shelf,
  court: string,
  fields: Fields,
): Promise<Answer<AnyEntry>> {
  return post(`/api/v1/${kind}`, kind === "courts" ? fields : { court, ...fields }, entry);
}

/** An entry as it is now, and the mark to give back with a change. */
export function theEntry(
  kind: Shelf,
  id: string,
): Promise<Answer<{ readonly entry: AnyEntry; readonly mark: string }>> {
  return get(`/api/v1/${kind}/${id}`, (json, mark) => {
    const found = entry(json);
    return found === null ? null : { entry: found, mark };
  });
}

/** Refused (`request.changed`) when somebody else changed it since it had the mark `seen`. */
export function changeEntry(
  kind: Shelf,
  id: string,
  fields: Fields,
  seen: string,
): Promise<Answer<AnyEntry>> {
  return change("PATCH", `/api/v1/${kind}/${id}`, fields, seen, entry);
}

/** Refused with `*.in_use` while a hearing ahead needs it. */
export function retireEntry(kind: Shelf, id: string): Promise<Answer<AnyEntry>> {
  return remove(`/api/v1/${kind}/${id}`, entry);
}

export function restoreEntry(kind: Shelf, id: string): Promise<Answer<AnyEntry>> {
  return post(`/api/v1/${kind}/${id}/restore`, {}, entry);
}

export function exportPath(court: string, kind: Kind, form: "csv" | "xlsx"): string {
  return `/api/v1/courts/${court}/export/${kind}?form=${form}`;
}

export function importSheet(
  court: string,
  kind: Kind,
  sheet: Sheet,
): Promise<Answer<Imported>> {
  return post(`/api/v1/courts/${court}/import/${kind}`, sheet, imported);
}

export interface PointPage {
  readonly point: Point;
  readonly court: Court;
  readonly checks: readonly Check[];
}

export async function pointPage(id: string): Promise<Answer<PointPage>> {
  const told = await get(`/api/v1/points/${id}`, point);
  if (!told.ok) return told;
  const court = await get(
    `/api/v1/courts/${told.value.court}`,
    having<Court>("id", "name", "zone"),
  );
  if (!court.ok) return court;
  const checks = await get(`/api/v1/points/${id}/checks`, listOf(check));
  if (!checks.ok) return checks;
  return {
    ok: true,
    value: { point: told.value, court: court.value, checks: checks.value },
  };
}

/** Refused with `booking.*`, when something else is there. */
export function bookCheck(
  point: string,
  { starts_at, ends_at }: { readonly starts_at: string; readonly ends_at: string },
  hearing: string,
): Promise<Answer<Check>> {
  const body = { starts_at, ends_at, hearing: hearing === "" ? null : hearing };
  return post(`/api/v1/points/${point}/checks`, body, check);
}

export interface Outcome {
  readonly result: "passed" | "failed";
  readonly checked: readonly Item[];
  readonly faults: readonly Item[];
  readonly note: string;
}

export function enterResult(id: string, outcome: Outcome): Promise<Answer<Check>> {
  return post(`/api/v1/checks/${id}/result`, outcome, check);
}

export function callOff(id: string): Promise<Answer<Check>> {
  return remove(`/api/v1/checks/${id}`, check);
}
