/** Seconds that are left, counted down where somebody sees them. */
import { useEffect, useState } from "react";

/** Counts from `seconds` each time `since` is another object; 0 at the end. */
export function useCountdown(seconds: number, since: unknown): number {
  const [end, setEnd] = useState(0);
  const [left, setLeft] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same wait told twice begins anew
  useEffect(() => {
    setEnd(performance.now() + seconds * 1000);
    setLeft(seconds);
  }, [seconds, since]);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(
      () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000))),
      1000,
    );
    return () => clearTimeout(timer);
  }, [left, end]);
  return left;
}
