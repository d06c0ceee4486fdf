/** Which page an address means. */

export type Route =
  | { page: "landing" }
  | { page: "join"; token: string }
  | { page: "seat"; seat: string }
  | { page: "receipt"; token: string }
  | PublicRoute
  | StaffRoute
  | { page: "unknown" };

/** The list that anybody may read: of a court from a day on, or of a case. */
export interface PublicRoute {
  readonly page: "public";
  readonly court: string;
  readonly on: string;
  readonly number: string;
}

/** A court's calendar from a day on; "" is what the page itself chooses. */
export interface CalendarRoute {
  readonly page: "calendar";
  readonly court: string;
  readonly on: string;
  readonly by: "room" | "judge" | "point";
  readonly view: "day" | "week" | "list" | "";
}

/** Pages of those who sign in. */
export type StaffRoute =
  | { page: "sign_in"; to: string }
  | { page: "my_day"; on: string }
  | { page: "record"; hearing: string }
  | { page: "deadlines"; overdue: boolean }
  | CalendarRoute
  | { page: "service"; hearing: string }
  | { page: "book"; hearing: string; court: string }
  | { page: "accounts" }
  | { page: "directory"; court: string }
  | { page: "point"; point: string; hearing: string }
  | { page: "lists" }
  | { page: "account" };

const SEAT = /^\/seat\/([A-Za-z0-9_-]+)$/;
const HEARING = /^\/hearings\/([A-Za-z0-9_-]+)$/;
const SERVICE = /^\/hearings\/([A-Za-z0-9_-]+)\/service$/;
const EDIT = /^\/hearings\/([A-Za-z0-9_-]+)\/edit$/;
const POINT = /^\/points\/([A-Za-z0-9_-]+)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `hash` is the fragment with its `#`: it holds a join link's secret and never leaves the browser. */
export function route(pathname: string, hash: string, search = ""): Route {
  const path = pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname;
  if (path === "/") return { page: "landing" };
  if (path === "/join") return { page: "join", token: hash.slice(1) };
  if (path === "/receipt") return { page: "receipt", token: hash.slice(1) };
  const seat = SEAT.exec(path)?.[1];
  if (seat !== undefined) return { page: "seat", seat };
  const asked = new URLSearchParams(search);
  if (path === "/public") return publicRoute(asked);
  return staffRoute(path, asked) ?? { page: "unknown" };
}

function publicRoute(asked: URLSearchParams): PublicRoute {
  return {
    page: "public",
    court: asked.get("court") ?? "",
    on: day(asked),
    number: asked.get("number") ?? "",
  };
}

function calendarRoute(asked: URLSearchParams): CalendarRoute {
  const by = asked.get("by");
  const view = asked.get("view");
  return {
    page: "calendar",
    court: asked.get("court") ?? "",
    on: day(asked),
    by: by === "judge" || by === "point" ? by : "room",
    view: view === "day" || view === "week" || view === "list" ? view : "",
  };
}

/** `on`, if it is a day. */
function day(asked: URLSearchParams): string {
  const on = asked.get("on") ?? "";
  return DAY.test(on) ? on : "";
}

const STAFF: Readonly<Record<string, (asked: URLSearchParams) => StaffRoute>> = {
  "/sign-in": (asked) => ({ page: "sign_in", to: asked.get("to") ?? "" }),
  "/my-day": (asked) => ({ page: "my_day", on: day(asked) }),
  "/deadlines": (asked) => ({ page: "deadlines", overdue: asked.get("show") === "overdue" }),
  "/calendar": calendarRoute,
  "/book": (asked) => ({ page: "book", hearing: "", court: asked.get("court") ?? "" }),
  "/directory": (asked) => ({ page: "directory", court: asked.get("court") ?? "" }),
  "/lists": () => ({ page: "lists" }),
  "/staff": () => ({ page: "accounts" }),
  "/account": () => ({ page: "account" }),
};

function staffRoute(path: string, asked: URLSearchParams): StaffRoute | null {
  const known = Object.hasOwn(STAFF, path) ? STAFF[path] : undefined;
  if (known !== undefined) return known(asked);
  const edited = EDIT.exec(path)?.[1];
  if (edited !== undefined) return { page: "book", hearing: edited, court: "" };
  const served = SERVICE.exec(path)?.[1];
  if (served !== undefined) return { page: "service", hearing: served };
  const hearing = HEARING.exec(path)?.[1];
  if (hearing !== undefined) return { page: "record", hearing };
  const point = POINT.exec(path)?.[1];
  return point === undefined
    ? null
    : { page: "point", point, hearing: asked.get("hearing") ?? "" };
}
