/** Rulings on a calendar's rows, on what stands in a move's way, and on what is asked for. */
import { describe, expect, it } from "vitest";
import type { Booked, Busy, CourtPoint, Line } from "../../../src/api/calendar";
import { inTheWay, movedTo, roomOf } from "../../../src/staff/calendar/moving";
import { blocks, NOBODY, rows } from "../../../src/staff/calendar/rows";
import { address, firstDay, stepped } from "../../../src/staff/calendar/shown";

const ZONE = "Asia/Ho_Chi_Minh";
const point = (id: string, kind: "central" | "component"): CourtPoint => ({
  id,
  kind,
  name: `Phòng ${id}`,
  court: "crt_1",
});
const POINTS = [point("10", "central"), point("2", "central"), point("jail", "component")];
const line = (part: Partial<Line>): Line => ({
  hearing: "hrg_1",
  number: 1,
  starts_at: "2026-03-02T01:00:00Z",
  ends_at: "2026-03-02T03:00:00Z",
  title: "Vụ án",
  case_number: "1/2026",
  booked: "scheduled",
  presiding_judge: { id: "per_1", name: "Nguyễn Thị Hòa" },
  points: ["2", "jail"],
  ...part,
});

describe("the rows of a calendar", () => {
  it("are courtrooms in the order people count", () => {
    expect(rows("room", POINTS, [], "").map(({ id }) => id)).toEqual(["2", "10"]);
  });

  it("are the judges of these days, and whoever still lacks one", () => {
    const lines = [line({}), line({ hearing: "hrg_2", presiding_judge: null })];
    expect(rows("judge", POINTS, lines, "Chưa có").map(({ id }) => id)).toEqual([
      "per_1",
      NOBODY,
    ]);
    expect(rows("judge", POINTS, [line({})], "").length).toBe(1);
  });

  it("hold a sitting where it takes a place, by the court's clocks; called off, nowhere", () => {
    const lines = [line({}), line({ hearing: "hrg_2", booked: "cancelled" })];
    const placed = blocks("point", rows("point", POINTS, lines, ""), lines, ZONE);
    expect(placed.map(({ id, rows: where, start }) => [id, where, start])).toEqual([
      ["hrg_1/1", ["jail"], "2026-03-02T08:00:00"],
    ]);
  });
});

describe("what is in a move's way", () => {
  const busy = (part: Partial<Busy>): Busy => ({
    kind: "person",
    id: "per_1",
    role: "presiding_judge",
    name: "Nguyễn Thị Hòa",
    hearing: "hrg_2",
    absence: null,
    starts_at: "2026-03-02T03:00:00Z",
    ends_at: "2026-03-02T04:00:00Z",
    ...part,
  });
  it.each([
    ["before it", "2026-03-02T02:00:00Z", "2026-03-02T03:00:00Z", 0],
    ["into it by a minute", "2026-03-02T02:00:00Z", "2026-03-02T03:01:00Z", 1],
    ["within it", "2026-03-02T03:10:00Z", "2026-03-02T03:20:00Z", 1],
    ["around it", "2026-03-02T02:00:00Z", "2026-03-02T05:00:00Z", 1],
    ["from its end on", "2026-03-02T04:00:00Z", "2026-03-02T05:00:00Z", 0],
  ])("is a judge who is busy, for a sitting %s", (_name, starts_at, ends_at, many) => {
    expect(inTheWay([busy({})], { starts_at, ends_at }, "2")).toHaveLength(many);
  });

  it("is a courtroom only for who wants that one, and everything only once", () => {
    const span = { starts_at: "2026-03-02T03:00:00Z", ends_at: "2026-03-02T03:30:00Z" };
    const room = busy({ kind: "point", id: "10", role: "courtroom" });
    expect(inTheWay([room, room], span, "2")).toEqual([]);
    expect(inTheWay([room, room], span, "10")).toHaveLength(1);
  });
});

describe("what is asked of the server", () => {
  const HEARING = {
    points: [
      { id: "jail", name: "Trại", kind: "component" },
      { id: "2", name: "Phòng 2", kind: "central" },
    ],
    sittings: [
      { number: 1, starts_at: "2026-03-02T01:00:00Z", ends_at: "2026-03-02T02:00:00Z" },
      { number: 2, starts_at: "2026-03-03T01:00:00Z", ends_at: "2026-03-03T02:00:00Z" },
    ],
  } as unknown as Booked;

  it("keeps the other sittings where they are, in order", () => {
    const span = { starts_at: "2026-03-04T01:00:00Z", ends_at: "2026-03-04T02:00:00Z" };
    const { sittings } = HEARING;
    expect(movedTo(HEARING, 1, span, "10")).toEqual({
      starts_at: sittings[1]?.starts_at,
      ends_at: sittings[1]?.ends_at,
      more_sittings: [span],
      courtroom: "10",
    });
    expect(movedTo(HEARING, 2, span, "")).not.toHaveProperty("courtroom");
    expect(roomOf(HEARING)).toBe("2");
  });
});

describe("the days shown", () => {
  const SHOWN = { court: "crt_1", on: "2026-03-01", by: "room", view: "week" } as const;

  it("are a week from Monday, a day, or seven days from one", () => {
    expect(firstDay(SHOWN)).toBe("2026-02-23"); // the first of March is a Sunday
    expect(firstDay({ ...SHOWN, on: "2026-03-02" })).toBe("2026-03-02");
    expect(firstDay({ ...SHOWN, view: "list" })).toBe("2026-03-01");
    expect(stepped(SHOWN, -1).on).toBe("2026-02-22");
    expect(stepped({ ...SHOWN, view: "day" }, 1).on).toBe("2026-03-02");
  });

  it("stand in the address, but for today", () => {
    expect(address(SHOWN, "2026-03-01")).toBe("/calendar?court=crt_1&by=room&view=week");
    expect(address(SHOWN, "2026-03-02")).toContain("on=2026-03-01");
  });
});
