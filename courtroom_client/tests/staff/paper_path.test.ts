/** Rulings on which paper is looked at. */
import { expect, it } from "vitest";
import { paperPath } from "../../src/staff/paper_path";

it.each([
  ["scheduled", false, "listed"],
  ["closed", false, "listed"],
  ["cancelled", false, "cancelled"],
  ["adjourned", false, "adjourned"],
  ["moved_in_person", false, "in_person"],
  ["scheduled", true, "withdrawn"],
] as const)("%s, revoked %s: the paper of %s", (state, revoked, occasion) => {
  expect(paperPath("hrg_1", "seat_1", state, revoked)).toBe(
    `/api/v1/hearings/hrg_1/papers/seat_1/pdf?occasion=${occasion}`,
  );
});
