/** A file's bytes as text that JSON can carry. */

const AT_ONCE = 0x8000; // more arguments than this at once, and browsers give up

export function base64(content: ArrayBuffer): string {
  const bytes = new Uint8Array(content);
  let binary = "";
  for (let at = 0; at < bytes.length; at += AT_ONCE)
    binary += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  return btoa(binary);
}
