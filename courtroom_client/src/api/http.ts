/** Asking the server, and what it answers when it refuses. */

/** A refusal as people read it: a stable code and the sentence in both languages. */
export interface Problem {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  /** HTTP status; 0 when the server was not reached. */
  readonly status: number;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Of a booking that collides: with what, and when it would not. */
  readonly conflict?: Conflict;
}

export interface Collision {
  readonly kind: "point" | "person" | "escort";
  readonly id: string;
  readonly role: string;
  readonly hearing: string | null;
  readonly absence: string | null;
  /** Nothing takes it: it is not open then, or does not work. */
  readonly closed: boolean;
  readonly starts_at: string;
  readonly ends_at: string;
}

interface Span {
  readonly starts_at: string;
  readonly ends_at: string;
}

export interface Alternative {
  readonly courtroom: string;
  readonly sittings: readonly Span[];
}

interface Conflict {
  readonly collisions: readonly Collision[];
  readonly alternatives: readonly Alternative[];
}

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

/** `network.offline`: nobody answered. `answer.unexpected`: not what the protocol says. */
type OwnCode = "network.offline" | "answer.unexpected";

type Fetch = typeof fetch;

/** Reads what an answer says; `mark`: its ETag, "" if it has none. */
type Parse<Value> = (json: unknown, mark: string) => Value | null;

/** POSTs `body`; a parsed answer or a problem, never an exception. */
export function post<Value>(
  path: string,
  body: unknown,
  parse: Parse<Value>,
  ask: Fetch = fetch,
  signal: AbortSignal | null = null,
): Promise<Answer<Value>> {
  const headers = { "Content-Type": "application/json" };
  return answer(
    () => ask(path, { method: "POST", headers, body: JSON.stringify(body), signal }),
    parse,
  );
}

/**
 * Changes what was read with the mark `seen`: refused (`request.changed`) when somebody else
 * changed it since.
 */
export function change<Value>(
  method: "POST" | "PUT" | "PATCH",
  path: string,
  body: unknown,
  seen: string,
  parse: Parse<Value>,
): Promise<Answer<Value>> {
  const headers = { "Content-Type": "application/json", "If-Match": seen === "" ? "*" : seen };
  return answer(() => fetch(path, { method, headers, body: JSON.stringify(body) }), parse);
}

/** DELETEs `path`; a parsed answer or a problem, never an exception. */
export function remove<Value>(
  path: string,
  parse: (json: unknown) => Value | null,
  ask: Fetch = fetch,
): Promise<Answer<Value>> {
  return answer(() => ask(path, { method: "DELETE" }), parse);
}

/** GETs `path`; a parsed answer or a problem, never an exception. */
export function get<Value>(
  path: string,
  parse: Parse<Value>,
  ask: Fetch = fetch,
): Promise<Answer<Value>> {
  return answer(() => ask(path, { cache: "no-store" }), parse);
}

async function answer<Value>(
  ask: () => Promise<Response>,
  parse: Parse<Value>,
): Promise<Answer<Value>> {
  let response: Response;
  try {
    response = await ask();
  } catch {
    return { ok: false, problem: own("network.offline", 0) };
  }
  const json: unknown = await response.json().catch(() => null);
  if (!response.ok) return { ok: false, problem: problemOf(json, response.status) };
  const value = parse(json, response.headers.get("ETag") ?? "");
  if (value === null) return { ok: false, problem: own("answer.unexpected", response.status) };
  return { ok: true, value };
}

/** The problem that `application/problem+json` describes, whatever came instead of it. */
function problemOf(json: unknown, status: number): Problem {
  const code = text(json, "code");
  const vi = text(json, "vi");
  const en = text(json, "en");
  if (code === "" || vi === "" || en === "") return own("answer.unexpected", status);
  const facts = field(json, "facts");
  const told = { code, vi, en, status };
  const known = isRecord(facts) ? (facts as Problem["facts"]) : {};
  const conflict = having<Conflict>("collisions", "alternatives")(json);
  return conflict === null ? { ...told, facts: known } : { ...told, facts: known, conflict };
}

/** Reads a record that has all of `keys`, as this very server's OpenAPI describes it. */
export function having<Value>(...keys: readonly (keyof Value & string)[]) {
  return (json: unknown): Value | null =>
    isRecord(json) && keys.every((key) => key in json) ? (json as unknown as Value) : null;
}

/** Reads a list of what `parse` reads. */
export function listOf<Value>(parse: (json: unknown) => Value | null) {
  return (json: unknown): Value[] | null => {
    if (!Array.isArray(json)) return null;
    const values = json.map(parse).filter((one) => one !== null);
    return values.length === json.length ? values : null;
  };
}

/** Reads an answer that says nothing but that it is done. */
export const done = (): true => true;

/** A record's field, or undefined. */
export function field(json: unknown, name: string): unknown {
  return isRecord(json) ? json[name] : undefined;
}

/** A record's text field, or "". */
export function text(json: unknown, name: string): string {
  const value = field(json, name);
  return typeof value === "string" ? value : "";
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

// The sentences of these two stand in the catalogue (`problem.offline`, `problem.unexpected`).
function own(code: OwnCode, status: number): Problem {
  return { code, vi: "", en: "", status, facts: {} };
}
