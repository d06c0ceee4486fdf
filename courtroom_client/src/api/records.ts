/** What remains of a hearing: its ledger, its record, the film made of it, the check. */
import type { EventMessage, HearingState, Role, Status } from "../generated/protocol";
import { type Answer, get, having, listOf, type Problem, post, remove } from "./http";
import type { Point } from "./staff";

interface HearingSeat {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly device: string;
}

export interface Hearing {
  readonly id: string;
  readonly state: Status;
  readonly title: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly court_name: string;
  readonly zone: string;
  readonly case_number: string;
  readonly points: readonly Point[];
  readonly devices: readonly {
    readonly id: string;
    readonly kind: "room" | "personal";
    readonly point: string | null;
  }[];
  readonly seats: readonly HearingSeat[];
  readonly live: HearingState | null;
  /** What is owed to it and overdue. */
  readonly overdue: readonly unknown[];
}

/** A row of the ledger, read. */
export type Row = Pick<EventMessage, "seq" | "at" | "by" | "event">;

type RenderState = "queued" | "running" | "done" | "failed" | "cancelled" | "interrupted";

export interface Render {
  readonly id: string;
  readonly kind: "grid" | "tracks";
  readonly state: RenderState;
  /** 0 to 1. */
  readonly progress: number;
  readonly created_at: string;
  readonly error: Pick<Problem, "code" | "vi" | "en"> | null;
  readonly file: string | null;
  readonly note: string | null;
}

export interface Finding {
  readonly severity: "fail" | "unfinished" | "warning" | "info";
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  readonly where: string;
}

export interface RecordGap {
  readonly from: number;
  readonly to: number;
  readonly from_utc: string;
  readonly to_utc: string;
  readonly reason: string;
  readonly by: string;
  readonly note: string;
}

/** `exit`: 0 whole, 1 tampered, 2 not finished, 3 origin unchecked. */
export interface Verdict {
  readonly ok: boolean;
  readonly exit: number;
  readonly vi: string;
  readonly en: string;
  readonly findings: readonly Finding[];
  readonly parts: number;
  readonly blocks: number;
  readonly seconds: number;
  readonly tracks: readonly unknown[];
  readonly gaps: readonly RecordGap[];
}

const at = (hearing: string) => `/api/v1/hearings/${hearing}`;
const render = having<Render>("id", "state", "progress", "file");

/** Refused with `hearing.unknown`. */
export function hearing(id: string): Promise<Answer<Hearing>> {
  return get(at(id), having<Hearing>("id", "state", "zone", "seats", "devices", "points"));
}

export function ledger(id: string): Promise<Answer<readonly Row[]>> {
  return get(`${at(id)}/ledger`, rows);
}

/** The film in making or made, the latest first. */
export function films(id: string): Promise<Answer<readonly Render[]>> {
  return get(`${at(id)}/renders`, listOf(render));
}

/** Refused with `export.not_recorded`, `render.too_many`. */
export function makeFilm(id: string): Promise<Answer<Render>> {
  return post(`${at(id)}/renders`, { kind: "grid" }, render);
}

export function stopFilm(id: string): Promise<Answer<Render>> {
  return remove(`/api/v1/renders/${id}`, render);
}

/** Checks the record afresh. Refused with `export.not_recorded`. */
export function verify(id: string): Promise<Answer<Verdict>> {
  return post(`${at(id)}/verify`, {}, having<Verdict>("ok", "exit", "findings", "gaps"));
}

export const bundlePath = (id: string) => `${at(id)}/bundle`;
export const TRUST_PATH = "/api/v1/trust";

function rows(json: unknown): readonly Row[] | null {
  const told = having<{ entries: unknown }>("entries")(json);
  const bodies = listOf(having<{ body: string }>("body"))(told?.entries);
  if (bodies === null) return null;
  try {
    return bodies.map(({ body }) => JSON.parse(body) as Row);
  } catch {
    return null;
  }
}
