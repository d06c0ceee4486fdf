/** Dates, clocks and names as a court writes them. */

/** Until the server says another: the zone of the first deployment's courts. */
const COURT_ZONE = "Asia/Ho_Chi_Minh";

/** `dd/MM/yyyy HH:mm` in the court's zone, in both languages. `at`: RFC 3339; "" if it is none. */
export function courtTime(at: string, zone: string = COURT_ZONE): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  const part = parts(date, zone);
  return `${part.day}/${part.month}/${part.year} ${part.hour}:${part.minute}`;
}

/** `HH:mm` in the court's zone. */
export function courtClock(at: string, zone: string): string {
  return courtTime(at, zone).slice(11);
}

/** `HH:mm:ss` in the court's zone. */
export function courtSecond(at: string, zone: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  const part = parts(date, zone);
  return `${part.hour}:${part.minute}:${part.second}`;
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
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  const part = parts(date, zone);
  return `${part.year}-${part.month}-${part.day}`;
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

function parts(date: Date, timeZone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}
