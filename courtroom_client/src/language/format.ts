/** Dates, clocks and names as a court writes them. */
import { wall } from "../base/wall";

/** Until the server says another: the zone of the first deployment's courts. */
const COURT_ZONE = "Asia/Ho_Chi_Minh";

/** `dd/MM/yyyy HH:mm` in the court's zone, in both languages. `at`: RFC 3339; "" if it is none. */
export function courtTime(at: string, zone: string = COURT_ZONE): string {
  const shown = shownIn(zone, at);
  if (shown === "") return "";
  const [year, month, day] = shown.slice(0, 10).split("-");
  return `${day}/${month}/${year} ${shown.slice(11, 16)}`;
}

/** `HH:mm` in the court's zone. */
export function courtClock(at: string, zone: string): string {
  return shownIn(zone, at).slice(11, 16);
}

/** `HH:mm:ss` in the court's zone. */
export function courtSecond(at: string, zone: string): string {
  return shownIn(zone, at).slice(11);
}

/** `dd/MM/yyyy`, with the day of the week. `day`: yyyy-MM-dd. */
export function longDay(day: string, language: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return "";
  const name = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  const weekday = name.format(date);
  const [year, month, of] = day.split("-");
  return `${weekday.charAt(0).toLocaleUpperCase(language)}${weekday.slice(1)}, ${of}/${month}/${year}`;
}

/** Which day (yyyy-MM-dd) it is in `zone` at `at`: RFC 3339, or a moment. */
export function courtDay(at: string | Date, zone: string): string {
  return shownIn(zone, at).slice(0, 10);
}

/** The day `by` days after `day` (yyyy-MM-dd). */
export function dayAfter(day: string, by: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

/** A length as h:mm:ss. */
export function length(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (number: number) => String(number).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** As clocks in `zone` show it, yyyy-MM-ddTHH:mm:ss; "" if `at` is no moment. */
function shownIn(zone: string, at: string | Date): string {
  const moment = new Date(at).getTime();
  return Number.isNaN(moment) ? "" : wall(moment, zone);
}
