/** Rulings on when a case may be heard, by the court's clocks. */
import { expect, test } from "vitest";
import { ALWAYS, daysOf, windowsOf } from "../../../../src/pages/staff/lists/windows";

const ZONE = "Asia/Ho_Chi_Minh";
const DAYS = daysOf("2026-03-02", 2);

const at = (window: { starts_at: string; ends_at: string }) =>
  [window.starts_at, window.ends_at].map((one) => new Date(one).toISOString());

test("nothing said is any time", () => {
  expect(DAYS).toEqual(["2026-03-02", "2026-03-03"]);
  expect(windowsOf(ALWAYS, DAYS, ZONE)).toEqual([]);
});

test("times without a day are those of each day", () => {
  const between = { day: "", from: "08:00", to: "11:30" };
  expect(windowsOf(between, DAYS, ZONE).map(at)).toEqual([
    ["2026-03-02T01:00:00.000Z", "2026-03-02T04:30:00.000Z"],
    ["2026-03-03T01:00:00.000Z", "2026-03-03T04:30:00.000Z"],
  ]);
});

test("a day without times is all of it", () => {
  const between = { day: "2026-03-03", from: "", to: "" };
  expect(windowsOf(between, DAYS, ZONE).map(at)).toEqual([
    ["2026-03-02T17:00:00.000Z", "2026-03-03T17:00:00.000Z"],
  ]);
});
