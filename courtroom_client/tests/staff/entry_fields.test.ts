import { expect, test } from "vitest";
import type { CaseEntry } from "../../src/api/directory";
import { fieldsOf, typedOf, UnknownParty } from "../../src/staff/entry_fields";

const named = (role: string) => ({ accused: "Bị cáo", victim: "Bị hại" })[role] ?? role;
const ROLES = new Map([
  ["bị cáo", "accused"],
  ["bị hại", "victim"],
] as const);
const CASE: CaseEntry = {
  id: "cas_1",
  court: "crt_1",
  retired_at: null,
  number: "1/2026",
  type: "civil",
  title: "Vụ án",
  instance: "first",
  flags: ["minor"],
  parties: [{ role: "accused", name: "Lê: A", person: "per_1" }],
};

test("what is known of an entry is what is sent, if nothing is changed", () => {
  const sent = fieldsOf("cases", typedOf("cases", CASE, named), CASE, ROLES);
  const { id: _, court: __, retired_at: ___, ...fields } = CASE;
  expect(sent).toEqual(fields);
});

test("nothing typed is no card, and no escorts counted; a number is a number", () => {
  const person = fieldsOf("people", typedOf("people", null, named), null, ROLES);
  expect(person).toMatchObject({ name: "", card: null, language: "vi", roles: [] });
  const typed = { ...typedOf("points", null, named), capacity: " 2 " };
  const point = fieldsOf("points", typed, null, ROLES);
  expect(point).toMatchObject({ kind: "central", capacity: 2, before: 0, escorts: null });
});

test("a party is a role and a name; else the line is said", () => {
  const typed = typedOf("cases", CASE, named);
  const more = { ...typed, parties: "BỊ HẠI: B\n\nbị cáo: Lê: A" };
  expect(fieldsOf("cases", more, CASE, ROLES)["parties"]).toEqual([
    { role: "victim", name: "B", person: null },
    { role: "accused", name: "Lê: A", person: "per_1" },
  ]);
  for (const line of ["ai đó: C", "Bị hại", "Bị hại:"])
    expect(() => fieldsOf("cases", { ...typed, parties: line }, CASE, ROLES)).toThrow(
      UnknownParty,
    );
});
