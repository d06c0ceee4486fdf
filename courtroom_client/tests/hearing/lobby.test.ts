/** Rulings on what the clerk's desk shows: who waits, who calls, who is missing, who is heard. */
import { describe, expect, it } from "vitest";
import type { Device, HearingState, Role } from "../../src/generated/protocol";
import { floorOfAll } from "../../src/hearing/desk";
import {
  arrivals,
  calls,
  floor,
  inside,
  missing,
  secondsSince,
  stopwatch,
} from "../../src/hearing/lobby";
import { places, seated } from "../../src/hearing/people";
import { device, STATE, seat } from "./fake_wire";

const POINT = { id: "pt_1", name: "Trại tạm giam", kind: "component" } as const;

type Cast = readonly (readonly [string, Role, Partial<Device>])[];

function hearing(...cast: Cast): HearingState {
  const devices = cast.map(([name, , change]) => ({ ...device(`dev_${name}`), ...change }));
  const seats = cast.map(([name, role]) => seat(`seat_${name}`, role, `dev_${name}`, name));
  const byId = <Row extends { id: string }>(rows: Row[]) =>
    Object.fromEntries(rows.map((row) => [row.id, row]));
  return {
    ...STATE,
    status: "open",
    admission: "by_clerk",
    points: { pt_1: POINT },
    devices: byId(devices),
    seats: byId(seats),
  };
}

const at = (minute: number) => `2026-03-02T01:0${minute}:00Z`;
const waits = (minute: number, point: string | null = null): Partial<Device> => ({
  place: "lobby",
  waiting_since: at(minute),
  point,
});
const HERE: Partial<Device> = { place: "courtroom", present: true };
const names = (places: readonly { name: string }[]) => places.map(({ name }) => name);

describe("the lobby", () => {
  it("shows who has waited longest first, by point and then those with their own devices", () => {
    const state = hearing(
      ["counsel", "defence_counsel", waits(1)],
      ["officer", "custody_officer", waits(3, "pt_1")],
      ["accused", "accused", waits(2, "pt_1")],
    );
    const groups = arrivals(state).map(({ point, waiting }) => [point?.name, names(waiting)]);
    expect(groups).toEqual([
      ["Trại tạm giam", ["accused", "officer"]],
      [undefined, ["counsel"]],
    ]);
  });

  it("does not ask the clerk about those who enter unasked", () => {
    const state = hearing(
      ["clerk", "clerk", waits(1)],
      ["assessor", "assessor", waits(1)],
      ["observer", "observer", waits(1)],
      ["expelled", "observer", { ...waits(2), returned: "mất trật tự" }],
      ["witness", "witness", { place: "away" }],
    );
    expect(arrivals(state).flatMap(({ waiting }) => names(waiting))).toEqual(["expelled"]);
  });

  it.each([
    [0, "0:00"],
    [59, "0:59"],
    [61, "1:01"],
    [3_661, "1:01:01"],
  ])("counts %i seconds as %s", (seconds, shown) => {
    expect(stopwatch(seconds)).toBe(shown);
    expect(secondsSince(at(0), Date.parse(at(0)) + 1000 * seconds + 999)).toBe(seconds);
  });

  it("counts nothing before a clock that runs late, nor from nowhere", () => {
    expect(secondsSince(at(1), Date.parse(at(0)))).toBe(0);
    expect(secondsSince(null, Date.parse(at(0)))).toBe(0);
  });
});

describe("the desk", () => {
  const state = hearing(
    ["judge", "presiding_judge", HERE],
    ["clerk", "clerk", { ...HERE, place: "reception", present: false }],
    ["accused", "accused", { ...HERE, held: true }],
    ["counsel", "defence_counsel", { ...HERE, present: false }],
    ["observer", "observer", HERE],
    ["witness", "witness", waits(2)],
  );

  it("names who is missing, and not who receives somebody", () => {
    const receiving = { ...state, reception: { device: "dev_witness", host: "dev_clerk" } };
    expect(names(missing(receiving))).toEqual(["counsel", "witness"]);
  });

  it("lists everybody inside, the gallery last", () => {
    expect(names(inside(state, "seat_clerk"))).toEqual([
      "judge",
      "accused",
      "counsel",
      "observer",
    ]);
  });

  it("says who has the floor", () => {
    expect(floor(state)).toEqual({ is: "some", names: ["judge"] });
    expect(floor(hearing(["judge", "presiding_judge", HERE]))).toEqual({ is: "all" });
    expect(floor(hearing(["judge", "presiding_judge", {}]))).toEqual({ is: "nobody" });
  });

  it("silences all but those who lead the hearing", () => {
    expect(floorOfAll(state, true)).toEqual(["dev_counsel"]);
    expect(floorOfAll(state, false)).toEqual(["dev_accused"]);
  });

  it("shows calls in the order in which they were made", () => {
    const call = (minute: number) => ({ reason: "cannot_hear" as const, at: at(minute) });
    const calling = hearing(
      ["late", "accused", { call: call(5) }],
      ["early", "witness", { call: call(3) }],
      ["quiet", "victim", {}],
    );
    expect(names(calls(calling))).toEqual(["early", "late"]);
  });
});

describe("the order of people", () => {
  it("is that of their roles, and of the booking among equals, whoever came first", () => {
    const state = hearing(
      ["expert", "expert", HERE],
      ["second", "witness", { ...HERE, present: false }],
      ["first", "witness", HERE],
      ["accused", "accused", HERE],
      ["judge", "presiding_judge", HERE],
    );
    const order = ["judge", "accused", "second", "first", "expert"];
    expect(names(places(state, ""))).toEqual(order);
  });

  it("holds at one device too", () => {
    const state = hearing(["officer", "custody_officer", HERE]);
    const seats = {
      seat_officer: seat("seat_officer", "custody_officer", "dev_officer", "officer"),
      seat_accused: seat("seat_accused", "accused", "dev_officer", "accused"),
    };
    const people = seated({ ...state, seats }, "dev_officer");
    expect(people.map(({ display }) => display)).toEqual(["accused", "officer"]);
  });
});

it("tells nobody that they themselves are missing", () => {
  const state = hearing(
    ["judge", "presiding_judge", { place: "away" }],
    ["prosecutor", "prosecutor", { place: "away" }],
  );
  expect(names(missing(state, "seat_judge"))).toEqual(["prosecutor"]);
  expect(names(missing(state))).toEqual(["judge", "prosecutor"]);
});
