/** Rulings on which page an address means. */
import { describe, expect, it } from "vitest";
import { route } from "../../src/base/route";

describe("the public list's address", () => {
  it.each([
    ["", { court: "", on: "", number: "" }],
    ["?court=crt_1&on=2026-03-02", { court: "crt_1", on: "2026-03-02", number: "" }],
    ["?number=12%2F2026", { court: "", on: "", number: "12/2026" }],
    ["?on=yesterday", { court: "", on: "", number: "" }],
  ])("/public%s is read without signing in", (search, asked) => {
    expect(route("/public", "", search)).toEqual({ page: "public", ...asked });
  });

  it("has nothing below it but files", () => {
    expect(route("/public/crt_1", "")).toEqual({ page: "unknown" });
  });
});
