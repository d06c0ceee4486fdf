/** Rulings on what the pages say: both languages complete, dates as a court writes them. */
import { describe, expect, it } from "vitest";
import { en } from "../../src/language/en";
import { staff as staffEn } from "../../src/language/en/staff";
import { courtSecond, courtTime, dayAfter, length, longDay } from "../../src/language/format";
import { vi } from "../../src/language/vi";
import { staff as staffVi } from "../../src/language/vi/staff";

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
  const vietnamese = new Map(sentences({ ...vi, staff: staffVi }));
  const english = new Map(sentences({ ...en, staff: staffEn }));

  it("say the same things", () => {
    expect([...english.keys()].sort()).toEqual([...vietnamese.keys()].sort());
  });

  it("name the same things in each sentence", () => {
    const wrong = [...vietnamese].filter(
      ([key, sentence]) => holes(english.get(key) ?? "").join() !== holes(sentence).join(),
    );
    expect(wrong).toEqual([]);
  });

  // Who speaks to their computer says what is written on a button. Source: WCAG 2.2, 2.5.3.
  it.each([
    ["Vietnamese", vietnamese],
    ["English", english],
  ])("name each button in full by what is written on it: %s", (_, said) => {
    const full = [...said].filter(([key]) => /_(of|name)$/.test(key));
    const wrong = full.filter(([key, name]) => {
      const written = said.get(key.replace(/_(of|name)$/, ""));
      return written !== undefined && !name.toLowerCase().includes(written.toLowerCase());
    });
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

  it("are counted on over months, and named in each language", () => {
    expect(dayAfter("2026-02-28", 1)).toBe("2026-03-01");
    expect(dayAfter("2026-01-01", -1)).toBe("2025-12-31");
    expect(longDay("2026-03-02", "vi")).toBe("Thứ Hai, 02/03/2026");
    expect(longDay("2026-03-02", "en")).toBe("Monday, 02/03/2026");
    expect(longDay("nonsense", "en")).toBe("");
  });

  it("have seconds where the record is concerned, and lengths in hours", () => {
    expect(courtSecond("2026-03-02T01:05:09Z", "Asia/Ho_Chi_Minh")).toBe("08:05:09");
    expect(length(3725.4)).toBe("1:02:05");
    expect(length(0.4)).toBe("0:00:00");
  });
});
