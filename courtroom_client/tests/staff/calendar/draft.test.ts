/** Rulings on a hearing filled in: what is wrong, what is sent, what stays as it was. */
import { describe, expect, it } from "vitest";
import type { Booked } from "../../../src/api/calendar";
import {
  draftOf,
  empty,
  type Form,
  formOf,
  REMOTE,
  ROOM,
  wrongs,
} from "../../../src/staff/calendar/draft";

const ZONE = "Asia/Ho_Chi_Minh";
const FORM: Form = {
  ...empty("2026-03-02"),
  case: "cas_1",
  room: "pt_room",
  components: ["pt_jail"],
  cast: [
    { person: "per_judge", role: "presiding_judge", place: ROOM },
    { person: "per_accused", role: "accused", place: "pt_jail" },
    { person: "per_counsel", role: "defence_counsel", place: REMOTE },
  ],
};

describe("a hearing filled in", () => {
  it("lacks its case, its courtroom and its people at first", () => {
    expect(wrongs(empty("2026-03-02"), ZONE).map(({ what }) => what)).toEqual([
      "case",
      "room",
      "person",
    ]);
    expect(wrongs(FORM, ZONE)).toEqual([]);
  });

  it("names the sitting that is no time, and too many points", () => {
    const times = [...FORM.times, { day: "2026-03-03", start: "10:00", end: "09:00" }];
    const components = ["a", "b", "c", "d"];
    expect(wrongs({ ...FORM, times, components }, ZONE)).toEqual([
      { what: "time", number: 2 },
      { what: "components", number: 0 },
    ]);
  });

  it("seats people at their point's device, and gives who is remote one of their own", () => {
    const draft = draftOf(FORM, ZONE);
    expect(draft.starts_at).toBe("2026-03-02T01:00:00.000Z");
    expect(draft.title).toBeNull();
    const at = new Map(draft.devices.map(({ key, kind, point }) => [key, `${kind} ${point}`]));
    expect(draft.seats.map(({ device }) => at.get(device))).toEqual([
      "room pt_room",
      "room pt_jail",
      "personal null",
    ]);
  });

  it("repeats twice at least", () => {
    const told = (repeats: number) => wrongs({ ...FORM, every: "week", repeats }, ZONE);
    expect(told(0)).toEqual([{ what: "repeats", number: 60 }]);
    expect(told(61)).toEqual([{ what: "repeats", number: 60 }]);
    expect(told(2)).toEqual([]);
  });

  it("repeats only when it is told to", () => {
    expect(draftOf(FORM, ZONE).repeat).toBeNull();
    expect(draftOf({ ...FORM, every: "week", repeats: 4 }, ZONE).repeat).toEqual({
      every: "week",
      times: 4,
    });
  });

  it("comes back as it was booked, with the devices it had", () => {
    const booked = {
      zone: ZONE,
      case: "cas_1",
      title: "Vụ án",
      admission: "open",
      points: [
        { id: "pt_room", name: "Phòng 1", kind: "central" },
        { id: "pt_jail", name: "Trại", kind: "component" },
      ],
      devices: [
        { id: "dev_1", key: "bench", kind: "room", point: "pt_room" },
        { id: "dev_2", key: "dock", kind: "room", point: "pt_jail" },
        { id: "dev_3", key: "laptop", kind: "personal", point: null },
      ],
      seats: [
        { id: "s1", person: "per_judge", name: "", role: "presiding_judge", device: "dev_1" },
        { id: "s2", person: "per_accused", name: "", role: "accused", device: "dev_2" },
        { id: "s3", person: "per_counsel", name: "", role: "defence_counsel", device: "dev_3" },
      ],
      sittings: [
        { number: 1, starts_at: "2026-03-02T01:00:00Z", ends_at: "2026-03-02T04:00:00Z" },
      ],
    } as unknown as Booked;
    const form = formOf(booked);
    expect(form).toEqual({ ...FORM, title: "Vụ án", admission: "open" });
    expect(draftOf(form, ZONE, booked).devices.map(({ key }) => key)).toEqual([
      "bench",
      "dock",
      "laptop",
    ]);
  });
});
