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

function parts(date: Date, timeZone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}
