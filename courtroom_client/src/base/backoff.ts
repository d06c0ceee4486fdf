/** How long to wait before the next attempt. */

const FIRST_MS = 250;
const LONGEST_MS = 2_000; // a courtroom waits; a server that comes back is found soon

/**
 * Milliseconds before attempt number `attempt` (0 for the first after a loss): doubling up to
 * two seconds, scattered by half so that a courtroom does not come back all at once.
 * `random`: in [0, 1).
 */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * random);
}
