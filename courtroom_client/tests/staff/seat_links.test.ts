/** Rulings on which link counts for a seat. */
import { expect, it } from "vitest";
import type { LinkTold } from "../../src/api/desk";
import type { Hearing } from "../../src/api/records";
import { seatLinks } from "../../src/staff/seat_links";

const seat = (id: string, role: string, device: string, revoked = false) => ({
  id,
  role,
  device,
  display: id,
  name: id,
  person: "per_1",
  revoked,
  identified: false,
  identified_at: null,
});
const link = (id: string, of: string, state: LinkTold["state"]): LinkTold => ({
  id,
  seat: of,
  state,
  valid_from: "",
  valid_to: "",
  redeemed_at: null,
});

const HEARING = {
  seats: [seat("judge", "presiding_judge", "d1"), seat("accused", "accused", "room")],
  devices: [
    { id: "d1", kind: "personal", point: null },
    { id: "room", kind: "room", point: "pt_1" },
    { id: "room2", kind: "room", point: "pt_2" },
  ],
  points: [
    { id: "pt_1", name: "Trại", kind: "component" },
    { id: "pt_2", name: "Phòng 1", kind: "central" },
  ],
  live: {
    seats: {
      judge: seat("judge", "presiding_judge", "d1", true),
      screen: seat("screen", "room_device", "room"),
      late: seat("late", "interpreter", "d1"),
    },
  },
} as unknown as Hearing;

it("is the newest of each seat; later seats and the points' screens have theirs too", () => {
  const links = [
    link("l1", "accused", "revoked"),
    link("l2", "accused", "valid"),
    link("l3", "screen", "redeemed"),
  ];
  const rows = seatLinks(HEARING, links, (point) => `Màn hình ${point}`);
  expect(rows.map((row) => [row.name, row.state, row.link?.id ?? "", row.revoked])).toEqual([
    ["judge", "none", "", true],
    ["accused", "valid", "l2", false],
    ["late", "none", "", false],
    ["Màn hình Trại", "redeemed", "l3", false],
    ["Màn hình Phòng 1", "none", "", false],
  ]);
  expect(rows.map((row) => row.device)).toEqual([null, null, null, "room", "room2"]);
});
