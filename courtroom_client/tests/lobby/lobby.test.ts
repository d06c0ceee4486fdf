/** Rulings on the way through the lobby: its steps, who may lack what, and what the clerk is told. */
import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/api/http";
import type { Equipment, Redeemed } from "../../src/api/links";
import { findings } from "../../src/lobby/check";
import { redeemSurely } from "../../src/lobby/redeeming";
import { mayLack, type Step, stepsOf } from "../../src/lobby/steps";

describe("the steps", () => {
  it.each<[string, Equipment, Step[]]>([
    ["defence_counsel", "own", ["devices", "replay", "network", "ready"]],
    ["room_device", "own", ["devices", "replay", "network", "ready"]],
    ["accused", "room", ["room", "network", "ready"]],
    ["observer", "none", ["age", "network", "ready"]],
    ["press", "none", ["network", "ready"]],
  ])("lead a %s with equipment %s to Join", (role, equipment, steps) => {
    expect(stepsOf({ role, equipment })).toEqual(steps);
  });

  it("let nobody be unseen who judges, answers or testifies", () => {
    for (const role of ["presiding_judge", "judge", "assessor", "accused", "witness"]) {
      expect(mayLack(role, "camera")).toBe(false);
      expect(mayLack(role, "both")).toBe(false);
      expect(mayLack(role, "microphone")).toBe(true);
    }
    for (const role of ["defence_counsel", "prosecutor", "clerk", "room_device"]) {
      expect(mayLack(role, "both")).toBe(true);
    }
  });
});

function answers(...given: Answer<Redeemed>[]) {
  let asked = 0;
  const waited: number[] = [];
  const done = redeemSurely(
    async () => given[Math.min(asked++, given.length - 1)] as Answer<Redeemed>,
    async (ms) => void waited.push(ms),
    () => 0.5,
  );
  return { done, asked: () => asked, waited };
}

function refused(code: string, status: number): Answer<Redeemed> {
  return { ok: false, problem: { code, status, vi: "", en: "", facts: {} } };
}

const SEATED: Answer<Redeemed> = { ok: true, value: { seat: "seat_1" } };
const OFFLINE = refused("network.offline", 0);

describe("redeeming", () => {
  it("asks again while the answer is lost", async () => {
    const asked = answers(OFFLINE, refused("answer.unexpected", 200), SEATED);
    expect(await asked.done).toBe(SEATED);
    expect(asked.asked()).toBe(3);
    expect(asked.waited).toHaveLength(2);
  });

  it("takes a refusal for one", async () => {
    const used = refused("link.redeemed", 409);
    const asked = answers(used, SEATED);
    expect(await asked.done).toBe(used);
    expect(asked.asked()).toBe(1);
  });

  it("gives up after five, and the person may press again", async () => {
    const asked = answers(OFFLINE);
    expect(await asked.done).toBe(OFFLINE);
    expect(asked.asked()).toBe(5);
  });
});

it("keeps nothing where a browser keeps nothing", () => {
  findings.keep("seat_1", { report: null, beside: true });
  expect(findings.take("seat_1")).toBeNull();
});
