/** A week's list: made by the server from waiting cases, looked at, made anew, booked. */
import { type Answer, get, having, listOf, type Problem, post, remove } from "./http";

export interface CaseEntry {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

interface PersonEntry extends Named {
  readonly roles: readonly string[];
}

interface Booked {
  readonly case: string;
  readonly state: string;
}

export interface Window {
  readonly starts_at: string;
  readonly ends_at: string;
}

interface CaseWish {
  readonly case: string;
  readonly minutes: number;
  readonly judges: readonly string[];
  readonly windows: readonly Window[];
  readonly priority: number;
}

export interface ListWish {
  readonly first_day: string;
  readonly days: number;
  readonly seconds: number;
  /** null: as long as the court sits. */
  readonly judge_minutes_a_day: number | null;
  readonly cases: readonly CaseWish[];
}

export interface Placed {
  readonly case: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly room: string;
  readonly judge: string;
}

export interface Unplaced {
  readonly case: string;
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  /** All that it lacks at `nearest`. */
  readonly about: readonly string[];
  readonly nearest: string | null;
}

export interface List {
  readonly id: string;
  readonly court: string;
  readonly created_at: string;
  readonly state: "queued" | "running" | "done" | "cancelled" | "failed";
  readonly weight: number;
  readonly bound: number;
  readonly gap: number;
  readonly proven: boolean;
  readonly placed: readonly Placed[];
  readonly unplaced: readonly Unplaced[];
  readonly error: Pick<Problem, "code" | "vi" | "en"> | null;
}

export interface Outcome {
  readonly case: string;
  readonly hearing: string | null;
  readonly problem: Pick<Problem, "code" | "vi" | "en"> | null;
}

/** What a court's list is made of. */
export interface Material {
  readonly cases: readonly CaseEntry[];
  /** Those that have a hearing too. */
  readonly known: readonly CaseEntry[];
  readonly people: readonly PersonEntry[];
  readonly rooms: readonly Named[];
}

const list = having<List>("id", "court", "state", "placed", "unplaced", "gap");
const OVER = new Set(["cancelled", "adjourned", "moved_in_person"]);

/** Cases without a hearing, whoever may preside, courtrooms. */
export async function material(court: string): Promise<Answer<Material>> {
  const of = `?court=${court}`;
  const [cases, people, rooms, hearings] = await Promise.all([
    get(`/api/v1/cases${of}`, listOf(having<CaseEntry>("id", "number", "title"))),
    get(`/api/v1/people${of}`, listOf(having<PersonEntry>("id", "name"))),
    get(`/api/v1/points${of}`, listOf(having<Named>("id", "name"))),
    get(`/api/v1/hearings${of}&limit=500`, listOf(having<Booked>("case", "state"))),
  ]);
  if (!cases.ok) return cases;
  if (!people.ok) return people;
  if (!rooms.ok) return rooms;
  if (!hearings.ok) return hearings;
  const busy = new Set(
    hearings.value.filter(({ state }) => !OVER.has(state)).map((one) => one.case),
  );
  return {
    ok: true,
    value: {
      cases: cases.value.filter(({ id }) => !busy.has(id)),
      known: cases.value,
      people: people.value.filter(mayPreside),
      rooms: rooms.value,
    },
  };
}

/** Nobody entered any roles: they may sit as anybody. */
function mayPreside({ roles = [] }: Partial<PersonEntry>): boolean {
  return roles.length === 0 || roles.includes("presiding_judge");
}

export function makeList(court: string, wish: ListWish): Promise<Answer<List>> {
  return post(`/api/v1/courts/${court}/lists`, wish, list);
}

/** The latest few of a court. */
export function listsOf(court: string): Promise<Answer<readonly List[]>> {
  return get(`/api/v1/courts/${court}/lists?limit=5`, listOf(list));
}

export function findList(id: string): Promise<Answer<List>> {
  return get(`/api/v1/lists/${id}`, list);
}

/** The best so far stays. */
export function stopList(id: string): Promise<Answer<List>> {
  return remove(`/api/v1/lists/${id}`, list);
}

/** The cases of `keep` stay where they are. */
export function makeAgain(id: string, keep: readonly string[]): Promise<Answer<List>> {
  return post(`/api/v1/lists/${id}/again`, { keep }, list);
}

/** Drafts, each by itself: what was taken in the meantime says so. */
export function bookList(id: string): Promise<Answer<readonly Outcome[]>> {
  return post(
    `/api/v1/lists/${id}/book`,
    {},
    listOf(having<Outcome>("case", "hearing", "problem")),
  );
}
