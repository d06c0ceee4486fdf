/** Which page an address means. */

export type Route =
  | { page: "landing" }
  | { page: "join"; token: string }
  | { page: "seat"; seat: string }
  | { page: "unknown" };

const SEAT = /^\/seat\/([A-Za-z0-9_-]+)\/?$/;

/** `hash` is the fragment with its `#`: it holds a join link's secret and never leaves the browser. */
export function route(pathname: string, hash: string): Route {
  if (pathname === "/") return { page: "landing" };
  if (pathname === "/join" || pathname === "/join/")
    return { page: "join", token: hash.slice(1) };
  const seat = SEAT.exec(pathname)?.[1];
  return seat === undefined ? { page: "unknown" } : { page: "seat", seat };
}
