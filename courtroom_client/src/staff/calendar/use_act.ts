/** Something done to a hearing as it was seen: done, refused, or told that it has changed since. */
import { useState } from "react";
import type { Booked } from "../../api/calendar";
import type { Answer, Problem } from "../../api/http";
import { asStaff } from "../signed_out";

export interface Acting {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** The hearing as it was looked at when somebody else changed it; null: nobody did. */
  readonly before: Booked | null;
  readonly send: (ask: (seen: Booked) => Promise<Answer<unknown>>) => Promise<boolean>;
  readonly forget: () => void;
}

/** `booked`: null while it is read. `again`: reads it anew; awaited, `booked` is the newer one. */
export function useAct(booked: Booked | null, again: () => Promise<void>): Acting {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [before, setBefore] = useState<Booked | null>(null);
  const forget = () => {
    setProblem(null);
    setBefore(null);
  };
  async function send(ask: (seen: Booked) => Promise<Answer<unknown>>) {
    if (booked === null) return false;
    setBusy(true);
    forget();
    const answer = await asStaff(ask(booked));
    const changed = !answer.ok && answer.problem.code === "request.changed";
    if (answer.ok || changed) await again();
    if (changed) setBefore(booked);
    else if (!answer.ok) setProblem(answer.problem);
    setBusy(false);
    return answer.ok;
  }
  return { busy, problem, before, send, forget };
}
