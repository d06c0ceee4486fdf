/** Something the server told, asked for again while somebody is looking. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Problem } from "../api/http";
import { asStaff } from "./signed_out";

/** Nobody at the desk for this long: the page stops asking, so that the session can end. */
const UNATTENDED_MS = 10 * 60_000;

export interface Asked<Value> {
  /** The last good answer, kept while the next one fails. */
  readonly value: Value | null;
  readonly problem: Problem | null;
  readonly again: () => Promise<void>;
}

/**
 * `ask` must stay the same function while it asks the same. `everyMs`: how often it is asked
 * again; null: only by `again`.
 */
export function useAsked<Value>(
  ask: () => Promise<Answer<Value>>,
  everyMs: number | null = null,
): Asked<Value> {
  const [told, setTold] = useState<{
    by: unknown;
    value: Value | null;
    problem: Problem | null;
  }>({ by: ask, value: null, problem: null });
  const asking = useRef(ask);
  asking.current = ask;
  const again = useCallback(async () => {
    const answer = await asStaff(ask());
    if (asking.current !== ask) return; // something else is asked by now
    setTold((before) => ({
      by: ask,
      value: answer.ok ? answer.value : before.by === ask ? before.value : null,
      problem: answer.ok ? null : answer.problem,
    }));
  }, [ask]);
  useEffect(() => void again(), [again]);
  useEffect(() => {
    if (everyMs === null) return;
    let active = performance.now();
    const seen = () => {
      active = performance.now();
    };
    const timer = setInterval(() => {
      const attended = performance.now() - active < UNATTENDED_MS;
      if (attended && document.visibilityState === "visible") void again();
    }, everyMs);
    const signs = ["pointerdown", "pointermove", "keydown"] as const;
    for (const sign of signs) addEventListener(sign, seen, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, seen);
    };
  }, [again, everyMs]);
  const mine = told.by === ask;
  return {
    value: mine ? told.value : null,
    problem: mine ? told.problem : null,
    again,
  };
}
