/** Rulings on where signing in leads: back to a page of staff on this site, never elsewhere. */
import { describe, expect, it } from "vitest";
import { route } from "../../src/base/route";
import { signInFrom, wayBack } from "../../src/staff/way_back";

const HERE = "https://court.example";

describe("the way back after signing in", () => {
  it.each([
    "/my-day?on=2026-03-02",
    "/hearings/hrg_1",
    "/staff",
    "/account",
    "/calendar",
    "/deadlines",
    "/lists",
    "/directory",
    "/points/pt_1",
    "/book",
  ])("leads to %s, where somebody was sent from", (path) => {
    const at = route("/sign-in", "", signInFrom(path).slice("/sign-in".length));
    expect(at).toEqual({ page: "sign_in", to: path });
    expect(wayBack(path, HERE)).toBe(path);
  });

  it.each([
    ["another site", "https://evil.example/my-day"],
    ["another site without its scheme", "//evil.example/my-day"],
    ["the same by a backslash", "/\\evil.example/my-day"],
    ["a tab that browsers drop", "/\t/evil.example/my-day"],
    ["a script", "javascript:alert(1)"],
    ["the API", "/api/v1/sign-out"],
    ["somebody's join link", "/join#token"],
    ["sign-in again", "/sign-in?to=/sign-in"],
    ["no address at all", "/\u0000//["],
    ["nothing", ""],
  ])("is the first page of staff instead of %s", (_name, asked) => {
    expect(wayBack(asked, HERE)).toBe("/my-day");
  });

  it("needs no telling when it is the first page anyway", () => {
    expect(signInFrom("/my-day")).toBe("/sign-in");
  });
});

describe("the addresses of staff's pages", () => {
  it.each([
    ["/my-day", "", { page: "my_day", on: "" }],
    ["/my-day/", "?on=2026-03-02", { page: "my_day", on: "2026-03-02" }],
    ["/my-day", "?on=tomorrow", { page: "my_day", on: "" }],
    ["/hearings/hrg_1a", "", { page: "record", hearing: "hrg_1a" }],
    ["/hearings/hrg_1a/x", "", { page: "unknown" }],
    ["/staff", "", { page: "accounts" }],
  ])("%s%s", (path, search, page) => {
    expect(route(path, "", search)).toEqual(page);
  });
});
