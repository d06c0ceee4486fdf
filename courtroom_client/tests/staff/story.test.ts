/** Rulings on the ledger told in sentences, in both languages. */
import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import type { AuditRow } from "../../src/api/accounts";
import type { Row } from "../../src/api/records";
import { en } from "../../src/language/en";
import { staff as staffEn } from "../../src/language/en/staff";
import { vi } from "../../src/language/vi";
import { staff as staffVi } from "../../src/language/vi/staff";
import { what, who } from "../../src/staff/audit_words";
import { story } from "../../src/staff/story";

const ZONE = "Asia/Ho_Chi_Minh";
const SEAT = { person: "per_1", revoked: false, identified: false, identified_at: null };
const JUDGE = {
  ...SEAT,
  id: "seat_j",
  role: "presiding_judge",
  device: "dev_j",
  display: "Trần Thị Hòa",
};
const ACCUSED = {
  ...SEAT,
  id: "seat_a",
  role: "accused",
  device: "dev_p",
  display: "Lê Văn An",
};
const SCREEN = {
  ...SEAT,
  id: "seat_s",
  role: "room_device",
  device: "dev_p",
  display: "Trại tạm giam",
};

function row(
  event: object,
  by: object = { kind: "seat", seat: "seat_j", role: "presiding_judge" },
) {
  return { seq: 2, at: "2026-03-02T01:00:05Z", by, event } as Row;
}

const SCHEDULED = row(
  {
    type: "scheduled",
    title: "Vụ án",
    starts_at: "2026-03-02T01:00:00Z",
    ends_at: "2026-03-02T04:30:00Z",
    points: [],
    devices: [],
    seats: [JUDGE, ACCUSED, SCREEN],
    admission: "by_clerk",
  },
  { kind: "staff", name: "listing-desk" },
);

beforeAll(async () => {
  await i18next.init({
    resources: {
      vi: { translation: { ...vi, staff: staffVi } },
      en: { translation: { ...en, staff: staffEn } },
    },
    interpolation: { escapeValue: false },
  });
});

const told = (event: object, language: "vi" | "en" = "vi", by?: object) =>
  story([SCHEDULED, row(event, by)], i18next.getFixedT(language), ZONE)[1];

describe("the course of a hearing", () => {
  it("names who did it by name and role", () => {
    const line = told({ type: "status_changed", was: "open", to: "in_session", reason: "" });
    expect(line).toMatchObject({
      who: "Trần Thị Hòa (Thẩm phán – Chủ tọa)",
      what: "Bắt đầu xét xử.",
      reason: "",
    });
  });

  it("tells a resumption from the opening, and gives the reason of a pause", () => {
    const resumed = { type: "status_changed", was: "recess", to: "in_session", reason: "" };
    expect(told(resumed, "en")?.what).toBe("Resumed the session.");
    const recess = { type: "status_changed", was: "in_session", to: "recess", reason: "trưa" };
    expect(told(recess, "en")).toMatchObject({
      what: "The hearing went into recess.",
      reason: "trưa",
    });
  });

  it("names the people at a device, not the screen they sit before", () => {
    expect(told({ type: "floor_held", device: "dev_p" })?.what).toBe("Ngừng lời Lê Văn An.");
  });

  it("says of the machine that it was the machine", () => {
    const system = { kind: "system", reason: "relay" };
    const arrived = { type: "device_arrived", device: "dev_p", place: "courtroom" };
    expect(told(arrived, "en", system)).toMatchObject({
      who: "System",
      what: "Lê Văn An came into the courtroom.",
      minor: true,
    });
  });

  it("shows the planned times by the court's clocks", () => {
    const line = story([SCHEDULED], i18next.getFixedT("vi"), ZONE)[0];
    expect(line?.what).toBe(
      "Đưa phiên tòa vào lịch: 02/03/2026 08:00 – 02/03/2026 11:30, 3 người.",
    );
    expect(line?.who).toBe("Cán bộ Tòa án");
  });

  it("has a word for what a later version may add", () => {
    expect(told({ type: "something_new" }, "en")?.what).toBe("Something else was noted.");
  });
});

describe("the audit", () => {
  const names = new Map([["stf_1", "Hòa (hoa.nt)"]]);
  const t = () => i18next.getFixedT("en");
  const entry = (what: string, facts: AuditRow["facts"]): AuditRow => ({
    seq: 1,
    at: "2026-03-02T01:00:05Z",
    by: "stf_1",
    what,
    facts,
  });

  it("says what was asked by its route", () => {
    const asked = entry("asked", { route: "POST /links/{link}/revoke", link: "lnk_1" });
    expect(what(asked, names, t())).toBe("Asked: withdraw a link.");
    expect(what(entry("asked", { route: "POST /new" }), names, t())).toBe(
      "Asked: something else.",
    );
  });

  it("names accounts, and says of strangers that they are", () => {
    expect(who("stf_1", names, t())).toBe("Hòa (hoa.nt)");
    expect(who("nobody", names, t())).toBe("Somebody not signed in");
    const refused = entry("sign_in_refused", { staff: "unknown", code: "staff.credentials" });
    expect(what(refused, names, t())).toBe(
      "Sign-in refused for the account an account that does not exist (staff.credentials).",
    );
  });
});
