/** Rulings on the steps of signing in. */
import { describe, expect, it } from "vitest";
import type { Problem } from "../../src/api/http";
import {
  digits,
  fieldOf,
  grouped,
  lacks,
  locked,
  minutes,
  next,
  type Step,
} from "../../src/staff/signing_in";

const PASSWORD: Step = { is: "password" };
const CODE: Step = { is: "code" };
const refused = (code: string, facts: Problem["facts"] = {}) => ({
  ok: false as const,
  problem: { code, vi: "Không.", en: "No.", status: 401, facts },
});

describe("signing in", () => {
  it("asks for the code of those who have an app", () => {
    expect(next(PASSWORD, refused("staff.code_needed"))).toEqual({
      step: CODE,
      problem: null,
    });
  });

  it("sets the app up the first time", () => {
    const told = { state: "enrol" as const, secret: "ABCD", uri: "otpauth://totp/x" };
    const { step } = next(PASSWORD, { ok: true, value: told });
    expect(step).toEqual({ is: "enrol", secret: "ABCD", uri: "otpauth://totp/x" });
  });

  it("is done at once where no second factor is asked", () => {
    const outcome = next(PASSWORD, { ok: true, value: { state: "signed_in" } });
    expect(outcome).toEqual({ step: { is: "in" }, problem: null });
  });

  it("stays at the code when it was wrong", () => {
    const { step, problem } = next(CODE, refused("staff.code_wrong"));
    expect(step).toBe(CODE);
    expect(problem && fieldOf(problem)).toBe("code");
  });

  it("begins anew when the password no longer counts", () => {
    const { step, problem } = next(CODE, refused("staff.credentials"));
    expect(step).toEqual(PASSWORD);
    expect(problem && fieldOf(problem)).toBe("user");
  });

  it("says how long it is locked", () => {
    const { problem } = next(PASSWORD, refused("staff.too_many", { seconds: 754 }));
    expect(locked(problem)).toBe(754);
    expect(minutes(locked(problem))).toBe("12:34");
    expect(problem && fieldOf(problem)).toBe("");
    expect(locked(null)).toBe(0);
  });

  it("asks for what is missing before it asks the server", () => {
    const typed = { user: " ", password: "", code: "12345" };
    expect(lacks(PASSWORD, typed)).toEqual(["user", "password"]);
    expect(lacks(CODE, typed)).toEqual(["code"]);
    expect(lacks(CODE, { ...typed, code: "123456" })).toEqual([]);
  });
});

describe("codes and keys", () => {
  it.each([
    ["123 456", "123456"],
    ["1234567", "123456"],
    ["12a4", "124"],
  ])("a code typed as %s is %s", (typed, code) => {
    expect(digits(typed)).toBe(code);
  });

  it("a key is read in groups of four", () => {
    expect(grouped("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
  });
});
