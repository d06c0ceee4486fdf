/** The steps of the lobby, one a screen, and who may come in without a camera. */
import type { Invitation } from "../api/links";

export type Step = "age" | "room" | "devices" | "replay" | "network" | "ready";

/** Without their picture the court cannot go on: it must see who judges, answers and testifies. */
const MUST_BE_SEEN: ReadonlySet<string> = new Set([
  "presiding_judge",
  "judge",
  "assessor",
  "accused",
  "witness",
]);

/** Their age is asked. Source: hearing-rules, observers.min_age (16). */
const ASKED_AGE: ReadonlySet<string> = new Set(["observer"]);

export type Lacking = "camera" | "microphone" | "both" | null;

/** What a person goes through before "Join", in order. */
export function stepsOf({ role, equipment }: Pick<Invitation, "role" | "equipment">): Step[] {
  if (equipment === "own") return ["devices", "replay", "network", "ready"];
  if (equipment === "room") return ["room", "network", "ready"];
  return ASKED_AGE.has(role) ? ["age", "network", "ready"] : ["network", "ready"];
}

/** Whether somebody in `role` may knowingly go on without what is lacking. */
export function mayLack(role: string, lacking: Lacking): boolean {
  return lacking === null || lacking === "microphone" || !MUST_BE_SEEN.has(role);
}
