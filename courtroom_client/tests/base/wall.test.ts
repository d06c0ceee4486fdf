/** Rulings on what a court's clocks show. */
import { describe, expect, it } from "vitest";
import { moment, wall, wallOf } from "../../src/base/wall";

describe("a court's clocks", () => {
  it.each([
    ["Asia/Ho_Chi_Minh", "2026-03-02T01:00:00.000Z", "2026-03-02T08:00:00"],
    ["Europe/Berlin", "2026-03-29T00:59:00.000Z", "2026-03-29T01:59:00"],
    ["Europe/Berlin", "2026-03-29T01:00:00.000Z", "2026-03-29T03:00:00"],
    ["UTC", "2026-12-31T23:59:00.000Z", "2026-12-31T23:59:00"],
  ])("in %s show %s as %s, and back", (zone, at, shown) => {
    expect(wall(at, zone)).toBe(shown);
    expect(moment(shown, zone)).toBe(at);
  });

  it("never show the hour that summer time skips", () => {
    expect(moment("2026-03-29T02:30:00", "Europe/Berlin")).toBeNull();
  });

  it("show one of the two where an hour comes twice", () => {
    const at = moment("2026-10-25T02:30:00", "Europe/Berlin");
    expect(["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]).toContain(at);
  });

  it("know the years that somebody types on the way to theirs", () => {
    for (const year of ["0002", "0020", "0202"]) {
      const at = moment(`${year}-03-02T08:00:00`, "UTC");
      expect(at).toBe(`${year}-03-02T08:00:00.000Z`);
      expect(moment(`${year}-03-02T08:00:00`, "Asia/Ho_Chi_Minh")).not.toBe("");
    }
  });

  it("are not asked for what is no time", () => {
    expect(moment("T08:00:00", "UTC")).toBeNull();
    expect(moment("2026-13-02T08:00:00", "UTC")).toBeNull();
  });

  it("are read from a date of the browser's own zone as it shows it", () => {
    expect(wallOf(new Date(2026, 2, 2, 8, 5))).toBe("2026-03-02T08:05:00");
  });
});
