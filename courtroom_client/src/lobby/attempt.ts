/** What this tab calls its attempt to redeem a link: asked again, it gets the same answer. */

const PREFIX = "phientoa.attempt.";

/** 128 random bits for `key` (a link's hash), the same until the tab is closed. */
export function attemptOf(key: string): string {
  const kept = keptAttempt(key);
  if (kept !== null) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const fresh = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    sessionStorage.setItem(PREFIX + key, fresh);
  } catch {
    // Then only this page, while it stays open, can ask again.
  }
  return fresh;
}

/** It was answered, or will not be any more. */
export function forgetAttempt(key: string): void {
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept either.
  }
}

/** The attempt that this tab began for `key`, if it did. */
export function keptAttempt(key: string): string | null {
  try {
    return sessionStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}
