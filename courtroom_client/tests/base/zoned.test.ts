import { expect, test } from "vitest";
import { zoned } from "../../src/base/zoned";

test.each([
  ["2026-03-02T08:00", "Asia/Ho_Chi_Minh", "2026-03-02T01:00:00.000Z"],
  ["2026-03-28T09:00", "Europe/Berlin", "2026-03-28T08:00:00.000Z"],
  ["2026-03-29T09:00", "Europe/Berlin", "2026-03-29T07:00:00.000Z"],
  ["2026-10-25T00:30", "Europe/Berlin", "2026-10-24T22:30:00.000Z"],
  ["", "UTC", ""],
])("%s at the court in %s is %s", (local, zone, moment) => {
  expect(zoned(local, zone)).toBe(moment);
});
