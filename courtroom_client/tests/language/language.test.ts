/** Rulings on what the pages say: both languages complete, dates as a court writes them. */
import { describe, expect, it } from "vitest";
import { en } from "../../src/language/en";
import { courtTime } from "../../src/language/format";
import { vi } from "../../src/language/vi";

type Tree = { readonly [key: string]: string | Tree };

function sentences(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[path + key, value] as [string, string]]
      : sentences(value, `${path}${key}.`),
  );
}

const holes = (sentence: string) => (sentence.match(/{{\w+}}/g) ?? []).sort();

describe("the two languages", () => {
  const vietnamese = new Map(sentences(vi));
  const english = new Map(sentences(en));

  it("say the same things", () => {
    expect([...english.keys()].sort()).toEqual([...vietnamese.keys()].sort());
  });

  it("name the same things in each sentence", () => {
    const wrong = [...vietnamese].filter(
      ([key, sentence]) => holes(english.get(key) ?? "").join() !== holes(sentence).join(),
    );
    expect(wrong).toEqual([]);
  });
});

describe("dates", () => {
  it.each([
    ["2026-03-02T01:05:00Z", "02/03/2026 08:05"],
    ["2026-12-31T17:30:00Z", "01/01/2027 00:30"],
    ["2026-03-02T08:05:00+07:00", "02/03/2026 08:05"],
    ["nonsense", ""],
  ])("%s is %s in the court's zone", (at, shown) => {
    expect(courtTime(at)).toBe(shown);
  });

  it("follow the zone of another court", () => {
    expect(courtTime("2026-07-01T12:00:00Z", "Europe/Berlin")).toBe("01/07/2026 14:00");
  });
});
