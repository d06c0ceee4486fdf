/** What can be filled in of each kind of entry, and how what was typed becomes an entry. */
import type { AnyEntry, Fields, Party, Shelf } from "../api/directory";
import type { Role } from "../generated/protocol";
import type { directory } from "../language/vi/directory";

type FieldName = keyof typeof directory.field;
export type Word = keyof typeof directory.word;

/** text, lines: typed. number: typed, may be empty where `maybe`. one, some: of the words. */
export type EntryField =
  | { readonly name: FieldName; readonly how: "text" | "parties" }
  | { readonly name: FieldName; readonly how: "number"; readonly maybe?: boolean }
  | {
      readonly name: FieldName;
      readonly how: "one" | "some";
      readonly words: readonly Word[];
      /** It cannot be changed afterwards. */
      readonly once?: boolean;
    }
  | { readonly name: "roles"; readonly how: "roles" };

export const ENTRY_FIELDS: Readonly<Record<Shelf, readonly EntryField[]>> = {
  courts: [
    { name: "name", how: "text" },
    { name: "zone", how: "text" },
    { name: "address", how: "text" },
  ],
  points: [
    { name: "name", how: "text" },
    { name: "kind", how: "one", words: ["central", "component"], once: true },
    { name: "hours", how: "text" },
    { name: "capacity", how: "number" },
    { name: "before", how: "number" },
    { name: "after", how: "number" },
    { name: "escorts", how: "number", maybe: true },
    { name: "address", how: "text" },
    {
      name: "equipment",
      how: "some",
      words: [
        "separate_network",
        "room_cameras",
        "displays",
        "codec",
        "document_camera",
        "storage",
        "backup_power",
      ],
    },
    { name: "note", how: "text" },
  ],
  people: [
    { name: "name", how: "text" },
    { name: "card", how: "text" },
    { name: "email", how: "text" },
    { name: "phone", how: "text" },
    { name: "language", how: "one", words: ["vi", "en"] },
    { name: "hours", how: "text" },
    { name: "roles", how: "roles" },
  ],
  cases: [
    { name: "number", how: "text" },
    {
      name: "type",
      how: "one",
      words: ["criminal", "civil", "family", "commercial", "labour", "administrative"],
    },
    { name: "title", how: "text" },
    { name: "instance", how: "one", words: ["first", "appeal"] },
    {
      name: "flags",
      how: "some",
      words: [
        "detained",
        "minor",
        "closed",
        "simplified",
        "interpreter",
        "state_secret",
        "national_security",
        "war_crimes",
      ],
    },
    { name: "parties", how: "parties" },
  ],
};

/** Fields of which nothing typed means none. */
const NULLABLE: readonly string[] = ["card", "email", "phone", "escorts"];
const STARTS: Readonly<Record<string, string>> = {
  capacity: "1",
  before: "0",
  after: "0",
  zone: "Asia/Ho_Chi_Minh",
};

/** What the form holds: texts, and the words chosen of several. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** The form of `entry`; of a new one, if there is none. */
export function typedOf(
  kind: Shelf,
  entry: AnyEntry | null,
  named: (role: Role) => string,
): Typed {
  const typed: Record<string, string | readonly string[]> = {};
  for (const field of ENTRY_FIELDS[kind]) {
    const value = entry === null ? undefined : (entry as unknown as Fields)[field.name];
    typed[field.name] = shown(field, value, named);
  }
  return typed;
}

function shown(
  field: EntryField,
  value: unknown,
  named: (role: Role) => string,
): string | readonly string[] {
  switch (field.how) {
    case "parties":
      return lines((value ?? []) as readonly Party[], named);
    case "some":
    case "roles":
      return (value ?? []) as readonly string[];
    case "one":
      return `${value ?? field.words[0]}`;
    default:
      return value === undefined ? (STARTS[field.name] ?? "") : `${value ?? ""}`;
  }
}

function lines(parties: readonly Party[], named: (role: Role) => string): string {
  return parties.map((one) => `${named(one.role)}: ${one.name}`).join("\n");
}

/** A line of the parties that nobody understands. */
export class UnknownParty extends Error {}

/** What is sent. Raises UnknownParty. `roles`: the role that each name means. */
export function fieldsOf(
  kind: Shelf,
  typed: Typed,
  before: AnyEntry | null,
  roles: ReadonlyMap<string, Role>,
): Fields {
  const fields: Record<string, unknown> = {};
  for (const field of ENTRY_FIELDS[kind]) {
    if (before !== null && "once" in field && field.once) continue;
    fields[field.name] = sent(field, typed[field.name] ?? "", before, roles);
  }
  return fields;
}

function sent(
  field: EntryField,
  value: string | readonly string[],
  before: AnyEntry | null,
  roles: ReadonlyMap<string, Role>,
): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (field.how === "parties") return partiesOf(text, before, roles);
  if (text === "" && NULLABLE.includes(field.name)) return null;
  return field.how === "number" ? Number(text) : text;
}

function partiesOf(
  text: string,
  before: AnyEntry | null,
  roles: ReadonlyMap<string, Role>,
): readonly Party[] {
  const known = before !== null && "parties" in before ? before.parties : [];
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [said = "", ...rest] = line.split(":");
      const role = roles.get(said.trim().toLowerCase());
      const name = rest.join(":").trim();
      if (role === undefined || name === "") throw new UnknownParty(line.trim());
      const same = known.find((one) => one.role === role && one.name === name);
      return { role, name, person: same?.person ?? null };
    });
}
