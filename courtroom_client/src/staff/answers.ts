/** Which answers a deadline takes from whom, and what each asks for. Pure. */
import type { Given, Key } from "../api/deadlines";
import type { Right } from "../api/staff";

interface Asks {
  readonly answer: Given;
  /** Without words it is refused. */
  readonly note: "needed" | "welcome";
}

const ASKED: readonly Asks[] = [
  { answer: "agrees", note: "welcome" },
  { answer: "disagrees", note: "welcome" },
  { answer: "waived", note: "needed" },
];

const ANSWERS: Readonly<Record<Key, readonly Asks[]>> = {
  assess: [
    { answer: "simple", note: "needed" },
    { answer: "not_simple", note: "needed" },
  ],
  procuracy: ASKED,
  detention: ASKED,
  service: [
    { answer: "done", note: "welcome" },
    { answer: "waived", note: "needed" },
  ],
  suspension: [], // it ends in the hearing itself
};

/** What somebody with `rights` may answer. A judge attests in person: no document is needed. */
export function answersTo(key: Key, rights: readonly Right[]): readonly Asks[] {
  if (key === "assess" && !rights.includes("attest")) return [];
  if (rights.includes("enter_data")) return ANSWERS[key];
  if (key !== "assess") return [];
  return ANSWERS.assess.map(({ answer }) => ({ answer, note: "welcome" }));
}
