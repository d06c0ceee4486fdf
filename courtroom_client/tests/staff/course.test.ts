/** Rulings on what was recorded, told from the ledger. */
import { describe, expect, it } from "vitest";
import type { Row } from "../../src/api/records";
import type { RecorderReported, Status } from "../../src/generated/protocol";
import { course, lasted, whyOf } from "../../src/staff/course";

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 1) + 1000 * second).toISOString();
let seq = 0;
const by = { kind: "system", reason: "test" } as const;

function moved(second: number, was: Status, to: Status, reason = ""): Row {
  seq += 1;
  return { seq, at: at(second), by, event: { type: "status_changed", was, to, reason } };
}

function recorder(second: number, state: RecorderReported["state"], part = 0): Row {
  seq += 1;
  const event = { state, part, ledger_seq: 0, error: null, blocks: 0, head: "" };
  return { seq, at: at(second), by, event: { type: "recorder_reported", ...event } };
}

const told = (rows: Row[]) =>
  course(rows).map((span) => [
    span.is === "gap" ? span.why : `part ${span.part}`,
    span.from === at(0) ? 0 : (Date.parse(span.from) - Date.parse(at(0))) / 1000,
    span.to === null ? null : (Date.parse(span.to) - Date.parse(at(0))) / 1000,
  ]);

const SESSION = [
  moved(0, "open", "in_session"),
  recorder(1, "starting"),
  recorder(2, "recording"),
];

describe("what was recorded", () => {
  it("is nothing before the session", () => {
    expect(told([moved(0, "scheduled", "open")])).toEqual([]);
  });

  it("is one stretch of a session without a break", () => {
    const rows = [...SESSION, moved(60, "in_session", "closed"), recorder(61, "closed")];
    expect(told(rows)).toEqual([["part 0", 2, 61]]);
  });

  it("leaves out the recess, and says so", () => {
    const rows = [
      ...SESSION,
      moved(10, "in_session", "recess", "nghỉ trưa"),
      recorder(11, "paused"),
      moved(30, "recess", "in_session"),
      recorder(31, "recording"),
    ];
    expect(told(rows)).toEqual([
      ["part 0", 2, 11],
      ["recess", 11, 31],
      ["part 0", 31, null],
    ]);
    expect(course(rows)[1]).toMatchObject({ note: "nghỉ trưa" });
  });

  it("tells of a recorder that failed and came back in another part", () => {
    const rows = [
      ...SESSION,
      recorder(10, "failed"),
      recorder(20, "starting", 1),
      recorder(21, "recording", 1),
    ];
    expect(told(rows)).toEqual([
      ["part 0", 2, 10],
      ["failed", 10, 21],
      ["part 1", 21, null],
    ]);
  });

  it("tells of a recorder that began anew without a word", () => {
    const rows = [...SESSION, recorder(20, "starting", 1), recorder(26, "recording", 1)];
    expect(told(rows)).toEqual([
      ["part 0", 2, 20],
      ["restart", 20, 26],
      ["part 1", 26, null],
    ]);
  });

  it("tells of a session that nobody recorded", () => {
    const rows = [
      moved(0, "open", "in_session"),
      recorder(4, "unconfirmed"),
      moved(60, "in_session", "closed"),
    ];
    expect(told(rows)).toEqual([["not_recorded", 0, 60]]);
  });

  it("still misses a record while none begins", () => {
    expect(told([moved(0, "open", "in_session")])).toEqual([["not_recorded", 0, null]]);
  });
});

describe("a stretch", () => {
  it("lasts until now while it goes on", () => {
    const stretch = { is: "stretch", part: 0, from: at(0), to: null } as const;
    expect(lasted(stretch, at(90))).toBe(90);
  });

  it("has a reason only where the verifier's word is known", () => {
    expect([whyOf("recess"), whyOf("never heard")]).toEqual(["recess", "other"]);
  });
});
