/** What of a calendar is shown, as its address says it. Pure. */
import type { CalendarRoute } from "../../base/route";
import { dayAfter } from "../../language/format";
import type { By } from "./rows";

export interface Shown {
  readonly court: string;
  /** yyyy-MM-dd. */
  readonly on: string;
  readonly by: By;
  readonly view: Exclude<CalendarRoute["view"], "">;
}

/** The day that is shown first: of a week its Monday. */
export function firstDay({ on, view }: Pick<Shown, "on" | "view">): string {
  if (view !== "week") return on;
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
  return dayAfter(on, weekday === 0 ? -6 : 1 - weekday);
}

/** So many steps of what is shown before or after. */
export function stepped(shown: Shown, by: number): Shown {
  return { ...shown, on: dayAfter(shown.on, by * (shown.view === "day" ? 1 : 7)) };
}

export function address(shown: Shown, today: string): string {
  const { court, on, by, view } = shown;
  const asked = new URLSearchParams({ court, by, view });
  if (on !== today) asked.set("on", on);
  return `/calendar?${asked}`;
}
