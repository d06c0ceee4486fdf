/** Rulings on what is said of others: where they are, whether they are heard, what is recorded. */
import { describe, expect, it } from "vitest";
import type { Device, HearingState } from "../../src/generated/protocol";
import { absence, condition } from "../../src/hearing/condition";
import { claim, type Tone, tone } from "../../src/hearing/record";
import type { DeviceMedia } from "../../src/media/arriving";
import { device, STATE } from "./fake_wire";

const TRACK = {} as DeviceMedia["camera"];
const SENT: DeviceMedia = {
  camera: TRACK,
  microphone: TRACK,
  microphoneMuted: false,
  screen: null,
  screenSound: null,
  weak: false,
  paused: { camera: false, screen: false },
};
const inside: Device = { ...device("dev_1"), place: "courtroom", present: true };

describe("somebody else", () => {
  const cases: [string, Partial<Device>, Partial<DeviceMedia>, string | null][] = [
    ["is heard", {}, {}, null],
    ["is a silent companion", { silent: true, held: true }, {}, "companion"],
    ["has a companion's desk", { kind: "companion" }, {}, "companion"],
    ["was not given the floor", { held: true }, { microphone: null }, "held"],
    ["has muted", {}, { microphone: null, microphoneMuted: true }, "muted"],
    ["sends no sound", {}, { microphone: null }, "no_sound"],
  ];
  it.each(cases)("%s", (_name, change, media, unheard) => {
    const how = condition({ ...inside, ...change }, "in_session", { ...SENT, ...media });
    expect(how).toMatchObject({ absent: null, unheard, seen: true });
  });

  const places: [Partial<Device>, string | null][] = [
    [{}, null],
    [{ present: false }, "expected"],
    [{ present: false, came: true }, "unconnected"],
    [{ place: "away" }, "away"],
    [{ place: "lobby" }, "lobby"],
    [{ place: "reception" }, "reception"],
  ];
  it.each(places)("with %o is %s", (change, absent) => {
    expect(absence({ ...inside, ...change }, "open")).toBe(absent);
  });

  it("is not called soundless by a device that itself plays no sound", () => {
    const unheardHere = { ...SENT, microphone: null };
    expect(condition(inside, "open", unheardHere, false).unheard).toBeNull();
    const held = { ...inside, held: true };
    expect(condition(held, "open", unheardHere, false).unheard).toBe("held");
  });

  it("has left when the hearing is over", () => {
    expect(absence(inside, "closed")).toBe("gone");
  });

  it("is not seen, and weak, when that is so", () => {
    const how = condition(inside, "open", { ...SENT, camera: null, weak: true });
    expect(how).toMatchObject({ seen: false, weak: true });
    expect(condition(inside, "open", undefined).seen).toBe(false);
  });
});

type Recorder = HearingState["recording"]["state"];

it.each<[HearingState["status"], Recorder, Tone]>([
  ["in_session", "recording", "on"],
  ["in_session", "starting", "wait"],
  ["in_session", "failed", "alarm"],
  ["in_session", "unconfirmed", "alarm"],
  ["in_session", "off", "alarm"],
  ["in_session", "paused", "alarm"],
  ["recess", "paused", "paused"],
  ["recess", "unconfirmed", "alarm"],
  ["open", "off", "off"],
  ["closed", "closed", "off"],
])("of a hearing %s whose recorder says %s the record is %s", (status, recorder, said) => {
  expect(tone(recorder, status)).toBe(said);
});

const UNRECORDED = [{ code: "alarm.not_recorded" }];

it.each([
  ["connected", [], "recording", "recording"],
  ["connected", UNRECORDED, "recording", "unconfirmed"],
  ["connected", UNRECORDED, "paused", "paused"],
  ["lost", [], "recording", "unknown"],
] as const)("a page that is %s, told %j and %s, claims: %s", (link, alarms, state, said) => {
  const recording = { ...STATE.recording, state };
  expect(claim({ ...STATE, status: "in_session", recording }, link, alarms)).toBe(said);
});

it("of a hearing that is over a page without connection says what it was told", () => {
  const recording = { ...STATE.recording, state: "closed" } as const;
  expect(claim({ ...STATE, status: "closed", recording }, "lost", [])).toBe("closed");
});
