/** When a case may be heard: a day of the list or each, between two times by the court's clocks. */
import type { Window } from "../../../api/lists";
import { moment } from "../../../base/wall";
import { dayAfter } from "../../../language/format";

/** `day`: "" for each; `from`, `to`: HH:mm, "" for the day's own begin and end. */
export interface Between {
  readonly day: string;
  readonly from: string;
  readonly to: string;
}

export const ALWAYS: Between = { day: "", from: "", to: "" };

/** The days of a list. */
export function daysOf(first: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, by) => dayAfter(first, by));
}

/** None: at any time. */
export function windowsOf(
  { day, from, to }: Between,
  days: readonly string[],
  zone: string,
): readonly Window[] {
  if (day === "" && from === "" && to === "") return [];
  return (days.includes(day) ? [day] : days).flatMap((one) => {
    const starts_at = moment(`${one}T${from || "00:00"}`, zone);
    const ends_at = moment(to === "" ? `${dayAfter(one, 1)}T00:00` : `${one}T${to}`, zone);
    return starts_at === null || ends_at === null ? [] : [{ starts_at, ends_at }];
  });
}
