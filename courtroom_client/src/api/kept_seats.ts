/** Which link this browser redeemed for which seat: by hash, so that no link's secret is kept. */

const PREFIX = "phientoa.seat.";

/** Remembers that `token` became `seat` here. */
export async function keepSeat(token: string, seat: string): Promise<void> {
  try {
    localStorage.setItem(PREFIX + (await hash(token)), seat);
  } catch {
    // Without it the person still has the open page.
  }
}

/** The seat that this browser got for `token`, if it did. */
export async function seatKept(token: string): Promise<string | null> {
  try {
    return localStorage.getItem(PREFIX + (await hash(token)));
  } catch {
    return null;
  }
}

/** What stands for `token` in this browser's storage, which never holds a link's secret. */
export async function hash(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}
