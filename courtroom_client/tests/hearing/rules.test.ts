/** Rulings on what the page makes of a hearing: the fold, the places, one's own state, the desk. */
import { describe, expect, it } from "vitest";
import type { EventMessage, HearingState } from "../../src/generated/protocol";
import { hasDesk, offered } from "../../src/hearing/desk";
import { fold } from "../../src/hearing/fold";
import { type OwnFacts, ownState } from "../../src/hearing/own";
import { gallery, places } from "../../src/hearing/people";
import { device, STATE, seat } from "./fake_wire";

const AT = "2026-03-02T01:02:03.000004Z";

function ledger(event: EventMessage["event"], state: HearingState = STATE): HearingState {
  return fold(state, {
    type: "event",
    seq: 2,
    at: AT,
    by: { kind: "system", reason: "" },
    event,
  });
}

describe("the fold", () => {
  it("moves the hearing and keeps when its first session began", () => {
    const began = ledger({ type: "status_changed", was: "open", to: "in_session", reason: "" });
    expect(began).toMatchObject({ status: "in_session", session_at: AT });
    const later = fold(began, {
      type: "event",
      seq: 3,
      at: "2026-03-02T05:00:00Z",
      by: { kind: "system", reason: "" },
      event: { type: "status_changed", was: "recess", to: "in_session", reason: "" },
    });
    expect(later.session_at).toBe(AT);
  });

  it("lets everybody be gone when the hearing ends", () => {
    const there = ledger({ type: "device_arrived", device: "dev_1", place: "courtroom" });
    expect(there.devices["dev_1"]?.present).toBe(true);
    const ended = ledger(
      { type: "status_changed", was: "in_session", to: "closed", reason: "" },
      there,
    );
    expect(ended.ended_at).toBe(AT);
    expect(Object.values(ended.devices).some(({ present }) => present)).toBe(false);
  });

  it("withholds and gives the floor", () => {
    const held = ledger({ type: "floor_held", device: "dev_2" });
    expect(held.devices["dev_2"]?.held).toBe(true);
    expect(ledger({ type: "floor_given", device: "dev_2" }, held).devices["dev_2"]?.held).toBe(
      false,
    );
  });

  it("seats and unseats people", () => {
    const { id, revoked: _, ...rest } = seat("seat_3", "witness", "dev_2", "Lê Thị Cúc");
    const seated = ledger({ type: "person_seated", seat: id, ...rest });
    expect(seated.seats["seat_3"]).toMatchObject({ display: "Lê Thị Cúc", revoked: false });
    const left = ledger({ type: "seat_revoked", seat: "seat_3", reason: "" }, seated);
    expect(left.seats["seat_3"]?.revoked).toBe(true);
  });

  it("knows what the recorder does and since when", () => {
    const recording = { state: "recording", part: 1, ledger_seq: 4, error: null } as const;
    const held = { blocks: 3, head: "ab".repeat(32) };
    const after = ledger({ type: "recorder_reported", ...recording, ...held });
    expect(after.recording).toEqual({ ...recording, since: AT });
  });

  it("keeps a call for help until it is answered", () => {
    const called = ledger({ type: "staff_called", device: "dev_2", reason: "cannot_hear" });
    expect(called.devices["dev_2"]?.call).toEqual({ reason: "cannot_hear", at: AT });
    const seen = ledger({ type: "call_answered", device: "dev_2" }, called);
    expect(seen.devices["dev_2"]?.call).toBeNull();
  });

  it("knows whose screen may not be shown", () => {
    const ended = ledger({ type: "share_ended", device: "dev_2" });
    expect(ended.devices["dev_2"]?.share_held).toBe(true);
    const again = ledger({ type: "share_allowed", device: "dev_2" }, ended);
    expect(again.devices["dev_2"]?.share_held).toBe(false);
  });

  it("leaves alone what it does not know", () => {
    const strange = { type: "from_the_future" } as unknown as EventMessage["event"];
    expect(ledger(strange)).toBe(STATE);
    expect(ledger({ type: "floor_held", device: "dev_9" })).toBe(STATE);
  });
});

describe("the places", () => {
  it("put the presiding judge first and never move", () => {
    const order = places(STATE, "seat_2").map(({ device }) => device.id);
    expect(order).toEqual(["dev_1", "dev_2"]);
    const talking = ledger({ type: "device_arrived", device: "dev_2", place: "courtroom" });
    expect(places(talking, "seat_2").map(({ device }) => device.id)).toEqual(order);
  });

  it("know whose page it is", () => {
    expect(places(STATE, "seat_2").map(({ own }) => own)).toEqual([false, true]);
  });

  it("give those who watch no tile", () => {
    const state = {
      ...STATE,
      devices: {
        ...STATE.devices,
        dev_3: { ...device("dev_3"), present: true },
      },
      seats: { ...STATE.seats, seat_3: seat("seat_3", "observer", "dev_3", "Phạm Dũng") },
    };
    expect(places(state, "seat_1")).toHaveLength(2);
    expect(gallery(state).map(({ display }) => display)).toEqual(["Phạm Dũng"]);
  });

  it("show people who share a device together", () => {
    const state = {
      ...STATE,
      seats: { ...STATE.seats, seat_4: seat("seat_4", "custody_officer", "dev_2", "Vũ Giang") },
    };
    expect(places(state, "seat_1")[1]?.people.map(({ role }) => role)).toEqual([
      "accused",
      "custody_officer",
    ]);
  });
});

const TRACK = {} as MediaStreamTrack;
const HEARD: OwnFacts = {
  status: "in_session",
  role: "accused",
  device: STATE.devices["dev_2"],
  byRoom: false,
  connected: true,
  camera: { is: "live", track: TRACK, on: true },
  microphone: { is: "live", track: TRACK, on: true },
  sent: { camera: true, microphone: true },
};

describe("one's own state", () => {
  const held = { ...device("dev_2"), present: true, held: true };
  const cases: [string, Partial<OwnFacts>, string | null, string | null][] = [
    ["heard and seen", {}, null, null],
    ["before the room opens", { status: "scheduled" }, "not_open", "not_open"],
    ["after the end", { status: "closed" }, "ended", "ended"],
    ["watching", { role: "observer" }, "gallery", "gallery"],
    ["without a connection", { connected: false }, "not_connected", "not_connected"],
    ["at a room whose own page speaks", { byRoom: true }, "by_room", "by_room"],
    ["beside a room device", { device: { ...held, silent: true } }, "companion", null],
    ["without the floor", { device: held }, "held", null],
    ["muted", { microphone: { is: "live", track: TRACK, on: false } }, "muted", null],
    [
      "muted and without the floor",
      {
        device: held,
        microphone: { is: "live", track: TRACK, on: false },
      },
      "muted",
      null,
    ],
    ["without a microphone", { microphone: { is: "off" } }, "no_microphone", null],
    [
      "with the camera off",
      { camera: { is: "live", track: TRACK, on: false } },
      null,
      "camera_off",
    ],
    [
      "before the sound arrives",
      { sent: { camera: true, microphone: false } },
      "sending",
      null,
    ],
  ];
  it.each(cases)("%s", (_name, facts, unheard, unseen) => {
    expect(ownState({ ...HEARD, ...facts })).toEqual({ unheard, unseen });
  });
});

describe("the desk", () => {
  const names = (...asked: Parameters<typeof offered>) =>
    offered(...asked).map(({ command }) => command);

  it("offers a step only to who may take it, only when it is possible", () => {
    expect(names("clerk", "scheduled")).toEqual(["open_hearing"]);
    expect(names("clerk", "in_session")).toEqual([]);
    expect(names("presiding_judge", "in_session")).toEqual([
      "recess",
      "close_hearing",
      "suspend",
      "adjourn",
    ]);
    expect(names("presiding_judge", "closed")).toEqual([]);
    expect(names("accused", "scheduled")).toEqual([]);
  });

  it("asks before what cannot be undone, and only then", () => {
    expect(offered("presiding_judge", "in_session").map((row) => row.asks)).toEqual([
      "nothing",
      "yes",
      "reason",
      "reason",
    ]);
  });

  it("lets judge and clerk give the floor", () => {
    expect(hasDesk("clerk")).toBe(true);
    expect(hasDesk("defence_counsel")).toBe(false);
  });
});
