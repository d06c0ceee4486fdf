/** What a court's clocks show as a moment: `2026-03-02T08:00` there, in UTC. */

/** "" if it is no time. An hour that clocks skip becomes the one after. */
export function zoned(local: string, zone: string): string {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return "";
  // The offset at the guessed moment may be another than at the real one: twice is enough.
  const near = wall - offset(wall, zone);
  return new Date(wall - offset(near, zone)).toISOString();
}

/** How far the zone's clocks are ahead of UTC at `moment`, in milliseconds. */
function offset(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const at = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(
    at("year"),
    at("month") - 1,
    at("day"),
    at("hour"),
    at("minute"),
    at("second"),
  );
  return shown - moment;
}
