/** The steps of signing in, and what is said when one fails. Pure. */
import type { Answer, Problem } from "../api/http";
import type { Enrolment } from "../api/staff";

/** password: asked first. code: of the app. enrol: the app is set up now. in: done. */
export type Step =
  | { readonly is: "password" }
  | { readonly is: "code" }
  | ({ readonly is: "enrol" } & Pick<Enrolment, "secret" | "uri">)
  | { readonly is: "in" };

export interface Outcome {
  readonly step: Step;
  readonly problem: Problem | null;
}

type Told = Answer<{ readonly state: "signed_in" } | Enrolment>;

/** What somebody has filled in. */
export interface Typed {
  readonly user: string;
  readonly password: string;
  readonly code: string;
}

const CODE_DIGITS = 6;

/** What `step` still needs before the server is asked. */
export function lacks(step: Step, typed: Typed): readonly (keyof Typed)[] {
  if (step.is !== "password") return typed.code.length === CODE_DIGITS ? [] : ["code"];
  return (["user", "password"] as const).filter((field) => typed[field].trim() === "");
}

/** Where the server's answer leads from `step`. */
export function next(step: Step, answer: Told): Outcome {
  if (answer.ok) {
    const told = answer.value;
    if (told.state === "signed_in") return { step: { is: "in" }, problem: null };
    return { step: { is: "enrol", secret: told.secret, uri: told.uri }, problem: null };
  }
  const { problem } = answer;
  if (problem.code === "staff.code_needed") return { step: { is: "code" }, problem: null };
  // The password was changed meanwhile, or the account revoked: from the beginning.
  if (problem.code === "staff.credentials") return { step: { is: "password" }, problem };
  return { step, problem };
}

/** Which field a refusal is about; "" when it is none's. */
export function fieldOf(problem: Problem): "user" | "code" | "" {
  if (problem.code === "staff.credentials") return "user";
  return problem.code === "staff.code_wrong" ? "code" : "";
}

/** Seconds until the next try may be made, 0 when it may be made now. */
export function locked(problem: Problem | null): number {
  const seconds = problem?.code === "staff.too_many" ? problem.facts["seconds"] : 0;
  return typeof seconds === "number" ? seconds : 0;
}

/** The digits of a code, however it was typed or pasted. */
export function digits(typed: string): string {
  return typed.replace(/\D/g, "").slice(0, CODE_DIGITS);
}

/** A key in groups of four, as apps show it: easier to type. */
export function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}

/** Minutes and seconds as a clock shows them. */
export function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
