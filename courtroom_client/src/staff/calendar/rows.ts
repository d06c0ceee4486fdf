/** A court's sittings as rows of a timeline: by courtroom, by judge, by component point. Pure. */
import type { CourtPoint, Line } from "../../api/calendar";
import { wall } from "../../base/wall";

export type By = "room" | "judge" | "point";

export interface Row {
  readonly id: string;
  readonly name: string;
}

export interface Block {
  readonly id: string;
  readonly line: Line;
  readonly rows: readonly string[];
  /** As the court's clocks show it. */
  readonly start: string;
  readonly end: string;
}

/** The row of those without a judge. */
export const NOBODY = "nobody";

/** The rows in the order they are read; `nobody`: the name of the row without a judge. */
export function rows(
  by: By,
  points: readonly CourtPoint[],
  lines: readonly Line[],
  nobody: string,
): Row[] {
  if (by !== "judge") {
    const kind = by === "room" ? "central" : "component";
    return byName(points.filter((one) => one.kind === kind));
  }
  const judges = new Map<string, Row>();
  for (const { presiding_judge: judge } of lines)
    if (judge !== null) judges.set(judge.id, judge);
  const without = lines.some(({ presiding_judge }) => presiding_judge === null);
  return [...byName([...judges.values()]), ...(without ? [{ id: NOBODY, name: nobody }] : [])];
}

/** What stands in these rows; called off: in none. */
export function blocks(
  by: By,
  known: readonly Row[],
  lines: readonly Line[],
  zone: string,
): Block[] {
  const ids = new Set(known.map(({ id }) => id));
  return lines
    .filter(({ booked }) => booked !== "cancelled")
    .map((line) => ({
      id: blockId(line),
      line,
      rows: places(by, line).filter((one) => ids.has(one)),
      start: wall(line.starts_at, zone),
      end: wall(line.ends_at, zone),
    }))
    .filter((one) => one.rows.length > 0);
}

/** The names of the points of a sitting that nobody found ready. */
export function unchecked(
  { unchecked: ids = [] }: Line,
  points: readonly CourtPoint[],
): string[] {
  const known = new Map(points.map(({ id, name }) => [id, name]));
  return ids.map((id) => known.get(id)).filter((name) => name !== undefined);
}

export function blockId({ hearing, number }: Pick<Line, "hearing" | "number">): string {
  return `${hearing}/${number}`;
}

function places(by: By, line: Line): readonly string[] {
  return by === "judge" ? [line.presiding_judge?.id ?? NOBODY] : line.points;
}

function byName<One extends Row>(those: readonly One[]): Row[] {
  return those
    .map(({ id, name }) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name, "vi", { numeric: true }));
}
