/** Rulings on what somebody else changed, and on where a sitting is cut. */
import { describe, expect, it } from "vitest";
import type { Booked } from "../../../src/api/calendar";
import { changes } from "../../../src/staff/calendar/changes";
import { rested, resuming } from "../../../src/staff/calendar/resuming";

const ZONE = "Asia/Ho_Chi_Minh";
const SITTING = { starts_at: "2026-03-02T01:30:00Z", ends_at: "2026-03-02T04:30:00Z" };
const HEARING: Booked = {
  id: "hrg_1",
  mark: '"a"',
  state: "scheduled",
  court: "crt_1",
  court_name: "Tòa án",
  case: "cas_1",
  case_number: "1/2026",
  zone: ZONE,
  title: "Vụ án",
  admission: "open",
  points: [
    {
      id: "pt_1",
      name: "Phòng 1",
      kind: "central",
      check: { state: "unchecked", at: null },
    },
  ],
  devices: [{ id: "dev_1", key: "bench", kind: "room", point: "pt_1" }],
  seats: [
    { id: "seat_1", person: "per_1", name: "A", role: "presiding_judge", device: "dev_1" },
  ],
  sittings: [{ number: 1, ...SITTING }],
  predecessor: null,
  successor: null,
};

describe("a hearing that somebody else changed", () => {
  it.each<[string, Partial<Booked>, string[]]>([
    ["its mark alone", { mark: '"b"' }, []],
    [
      "the same moment, written otherwise",
      {
        sittings: [
          {
            number: 1,
            starts_at: "2026-03-02T08:30:00+07:00",
            ends_at: "2026-03-02T11:30:00+07:00",
          },
        ],
      },
      [],
    ],
    ["its state", { state: "cancelled" }, ["state"]],
    ["its title", { title: "Vụ án khác" }, ["title"]],
    ["its times", { sittings: [] }, ["times"]],
    ["its places", { points: [] }, ["places"]],
    ["its people", { seats: [] }, ["people"]],
  ])("in %s", (_, part, kinds) => {
    expect(changes(HEARING, { ...HEARING, ...part })).toEqual(kinds);
  });
});

describe("a sitting cut in two", () => {
  it("is cut in its middle at first, and goes on the next day at its hour", () => {
    expect(resuming(SITTING, ZONE)).toEqual({ at: "10:00", day: "2026-03-03", on: "08:30" });
  });

  it.each([
    ["at its start", { at: "08:30", day: "2026-03-03", on: "08:30" }],
    ["at its end", { at: "11:30", day: "2026-03-03", on: "08:30" }],
    ["with its rest before it", { at: "10:00", day: "2026-03-02", on: "09:45" }],
    ["at no time", { at: "", day: "2026-03-03", on: "08:30" }],
  ])("is not cut %s", (_, cut) => {
    expect(rested(SITTING, cut, ZONE)).toBeNull();
  });

  it("is asked for in moments", () => {
    expect(rested(SITTING, { at: "10:00", day: "2026-03-02", on: "13:30" }, ZONE)).toEqual({
      at: "2026-03-02T03:00:00.000Z",
      resumes_at: "2026-03-02T06:30:00.000Z",
    });
  });
});
