/** A row of the audit in a sentence. Pure but for the words given. */
import type { TFunction } from "i18next";
import type { AuditRow } from "../api/accounts";

/** Which of staff's requests a route is; what is not here is "something else". */
const ASKED = {
  "POST /courts": "courts",
  "POST /points": "points",
  "POST /people": "people",
  "POST /cases": "cases",
  "POST /hearings": "hearings",
  "POST /hearings/{hearing}/schedule": "schedule",
  "POST /hearings/{hearing}/cancel": "cancel",
  "POST /hearings/{hearing}/move": "move",
  "POST /hearings/{hearing}/split": "split",
  "POST /hearings/{hearing}/adjourn": "adjourn",
  "POST /hearings/{hearing}/successor": "successor",
  "POST /hearings/{hearing}/commands": "commands",
  "POST /hearings/{hearing}/enter": "enter",
  "POST /hearings/{hearing}/links": "links",
  "POST /hearings/{hearing}/device-links": "device_links",
  "POST /links/{link}/revoke": "link_revoke",
  "POST /hearings/{hearing}/renders": "renders",
  "DELETE /renders/{render}": "render_stop",
  "POST /hearings/{hearing}/verify": "verify",
  "POST /staff": "staff",
  "POST /staff/{staff}": "staff_change",
  "POST /staff/{staff}/password": "staff_password",
  "POST /staff/{staff}/second-factor/reset": "staff_reset",
  "POST /staff/{staff}/revoke": "staff_revoke",
} as const;

const PLAIN = [
  "signed_in",
  "signed_out",
  "sign_in_refused",
  "second_factor_set",
  "second_factor_reset",
  "password_set",
  "staff_added",
  "staff_changed",
  "staff_revoked",
  "check_done",
  "remote_ordered",
  "entered",
] as const;

const NOT_ACCOUNTS = {
  nobody: "staff.audit.nobody",
  init: "staff.audit.init",
  "listing-desk": "staff.audit.desk",
} as const;

/** Who acted. `names`: of the accounts, by id. */
export function who(by: string, names: ReadonlyMap<string, string>, t: TFunction): string {
  if (by in NOT_ACCOUNTS) return t(NOT_ACCOUNTS[by as keyof typeof NOT_ACCOUNTS]);
  return names.get(by) ?? by;
}

export function what(row: AuditRow, names: ReadonlyMap<string, string>, t: TFunction): string {
  if (row.what === "asked") {
    const route = String(row.facts["route"] ?? "");
    const asked = route in ASKED ? ASKED[route as keyof typeof ASKED] : "other";
    return t("staff.audit.asked", { what: t(`staff.asked.${asked}`) });
  }
  const plain = PLAIN.find((one) => one === row.what);
  if (plain === undefined) return t("staff.audit.other", { what: row.what });
  const account = String(row.facts["staff"] ?? "");
  const name = names.get(account) ?? t("staff.audit.unknown");
  return t(`staff.audit.${plain}`, { name, code: String(row.facts["code"] ?? "") });
}
