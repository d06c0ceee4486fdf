/** What a court's clocks show, and which moment that is. Pure. */

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** `yyyy-MM-ddTHH:mm:ss` as clocks in `zone` show it. `at`: RFC 3339, or milliseconds. */
export function wall(at: string | number, zone: string): string {
  const part = Object.fromEntries(
    format(zone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  const year = String(part.year).padStart(4, "0"); // 0002, while somebody types 2026
  return `${year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`;
}

/** The moment (RFC 3339, UTC) at which clocks in `zone` show `shown`; null if they skip it. */
export function moment(shown: string, zone: string): string | null {
  const asked = Date.parse(`${shown}Z`);
  if (Number.isNaN(asked)) return null;
  const offset = (at: number) => Date.parse(`${wall(at, zone)}Z`) - at;
  // The zone's offset there is known once the moment is: of two guesses the first that fits.
  for (const guess of [asked - offset(asked), asked - offset(asked - offset(asked))]) {
    if (Date.parse(`${wall(guess, zone)}Z`) === asked) return new Date(guess).toISOString();
  }
  return null;
}

/** The same for what a component hands over as a date of the browser's own zone. */
export function wallOf(local: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
  return `${day}T${two(local.getHours())}:${two(local.getMinutes())}:00`;
}

function format(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  FORMATS.set(zone, made);
  return made;
}
