/** Measures the way to the hearing server by requests there and back. */
import { probe } from "../api/links";
import { median, type ServerWay, speed } from "./network";

const TIMES = 8;
const PATIENCE_MS = 3_000; // a request that takes longer is as good as lost to a conversation
const CARRY_MS = 10_000;
const CARRIED = 150_000; // characters: half a second of two video calls

/** One probe: its time without the server's own, in ms; null if it did not come back in time. */
type Ask = (padding: number, want: number, patienceMs: number) => Promise<number | null>;

/** About a second on a good network, never more than half a minute. */
export async function measureServer(ask: Ask): Promise<ServerWay> {
  const times: number[] = [];
  for (let asked = 0; asked < TIMES; asked += 1) {
    const ms = await ask(0, 0, PATIENCE_MS);
    if (ms !== null) times.push(ms);
    else if (times.length === 0 && asked >= 2) return unreached(asked + 1);
  }
  const rttMs = median(times);
  const down = await carried(ask, 0, CARRIED, rttMs);
  const up = await carried(ask, CARRIED, 0, rttMs);
  return { rttMs, lost: TIMES - times.length, asked: TIMES, down, up };
}

async function carried(ask: Ask, padding: number, want: number, rttMs: number) {
  const ms = await ask(padding, want, CARRY_MS);
  // What did not arrive at all in that time went slower than this.
  return speed(CARRIED, ms ?? CARRY_MS, ms === null ? 0 : rttMs);
}

function unreached(asked: number): ServerWay {
  return { rttMs: PATIENCE_MS, lost: asked, asked, down: null, up: null };
}

/** Probes with `token`, until `signal` ends it. */
export function asker(token: string, signal: AbortSignal): Ask {
  return async (padding, want, patienceMs) => {
    const late = new AbortController();
    const end = () => late.abort();
    const timer = setTimeout(end, patienceMs);
    signal.addEventListener("abort", end);
    const began = performance.now();
    const asked = { token, padding: "x".repeat(padding), want };
    const answer = signal.aborted ? null : await probe(asked, late.signal);
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    if (answer === null || !answer.ok) return null;
    return Math.max(0.1, performance.now() - began - answer.value.spentMs);
  };
}
