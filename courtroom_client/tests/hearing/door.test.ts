/** Rulings on which room a seat's page shows. */
import { expect, it } from "vitest";
import type { Device, HearingState, Role } from "../../src/generated/protocol";
import { type Door, doorOf } from "../../src/hearing/door";
import { device, STATE, seat } from "./fake_wire";

const BY_CLERK: HearingState = { ...STATE, status: "open", admission: "by_clerk" };

function shown(role: Role, change: Partial<Device>, hearing: HearingState = BY_CLERK): Door {
  const own = seat("seat_9", role, "dev_9", "Lê Thị Mẫu");
  const devices = { ...hearing.devices, dev_9: { ...device("dev_9"), ...change } };
  return doorOf({ ...hearing, devices }, own);
}

it.each<[Device["place"], Door]>([
  ["away", "waiting"],
  ["lobby", "waiting"],
  ["reception", "reception"],
  ["courtroom", "courtroom"],
])("shows a party whose place is %s the %s", (place, door) => {
  expect(shown("accused", { place })).toBe(door);
});

it.each<Role>(["presiding_judge", "judge", "assessor", "clerk"])(
  "never sends the %s to wait: the bench opens the hearing and receives",
  (role) => {
    for (const place of ["away", "lobby", "reception"] as const) {
      expect(shown(role, { place })).toBe("courtroom");
    }
  },
);

it("lets everybody wait in the courtroom where nobody is admitted by the clerk", () => {
  const everybody: HearingState = { ...STATE, admission: "open" };
  expect(shown("accused", { place: "away" }, everybody)).toBe("courtroom");
  expect(shown("accused", { place: "lobby" }, { ...everybody, status: "open" })).toBe(
    "waiting",
  );
});

it("shows the end in the courtroom to whoever still waited", () => {
  expect(shown("accused", { place: "away" }, { ...BY_CLERK, status: "cancelled" })).toBe(
    "courtroom",
  );
});

it("lets a laptop beside the room's device into the courtroom, where it has the desk", () => {
  expect(shown("prosecutor", { kind: "companion" })).toBe("courtroom");
});
