/** Ids made in the browser. */

/** `bytes` random bytes in hex: `crypto.randomUUID` is missing on pages without TLS. */
export function randomId(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
