/** Rulings on who answers what. */
import { describe, expect, it } from "vitest";
import type { Right } from "../../src/api/staff";
import { answersTo } from "../../src/staff/answers";

const told = (key: Parameters<typeof answersTo>[0], ...rights: Right[]) =>
  answersTo(key, rights).map(({ answer, note }) => `${answer} ${note}`);

describe("answers to deadlines", () => {
  it("let a clerk enter the judge's document, and what others answered", () => {
    expect(told("assess", "enter_data", "attest")).toEqual([
      "simple needed",
      "not_simple needed",
    ]);
    expect(told("procuracy", "enter_data")).toEqual([
      "agrees welcome",
      "disagrees welcome",
      "waived needed",
    ]);
    expect(told("service", "enter_data")).toEqual(["done welcome", "waived needed"]);
  });

  it("let a judge attest in person and enter nothing else", () => {
    expect(told("assess", "attest")).toEqual(["simple welcome", "not_simple welcome"]);
    expect(told("procuracy", "attest")).toEqual([]);
  });

  it("are nobody's where only the hearing itself can end it", () => {
    expect(told("suspension", "enter_data", "attest")).toEqual([]);
    expect(told("assess", "read")).toEqual([]);
    expect(told("assess", "enter_data")).toEqual([]); // an administrator is of no court
  });
});
