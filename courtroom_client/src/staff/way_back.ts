/** Where somebody goes after signing in: back to the page they were on, and nowhere else. */
import { route } from "../base/route";

const HOME = "/my-day";
const OURS: readonly string[] = [
  "my_day",
  "record",
  "service",
  "accounts",
  "account",
  "calendar",
  "deadlines",
  "lists",
  "directory",
  "point",
  "book",
];

/** The sign-in page that leads back to `path` (with its query). */
export function signInFrom(path: string): string {
  return path === HOME ? "/sign-in" : `/sign-in?to=${encodeURIComponent(path)}`;
}

/**
 * `asked` if it is a page of staff of this very site, else their first page. `origin`: ours.
 * An address that leads elsewhere would make our sign-in a stranger's bait.
 */
export function wayBack(asked: string, origin: string): string {
  if (!asked.startsWith("/")) return HOME;
  let url: URL;
  try {
    url = new URL(asked, origin);
  } catch {
    return HOME;
  }
  const ours = url.origin === origin && OURS.includes(route(url.pathname, "", url.search).page);
  return ours ? url.pathname + url.search : HOME;
}
