/** The audit: who did what with accounts and through these pages, the newest first. */
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AuditRow, audit } from "../../api/accounts";
import type { Problem } from "../../api/http";
import type { Account } from "../../api/staff";
import { courtSecond, courtTime } from "../../language/format";
import { AskedProblem } from "../../parts/asked_problem";
import { Button } from "../../parts/button";
import { ProblemNotice } from "../../parts/notice";
import { what, who } from "../../staff/audit_words";
import { asStaff } from "../../staff/signed_out";
import { useAsked } from "../../staff/use_asked";
import css from "./accounts.module.css";

const AT_ONCE = 50;

export function Audit({ accounts, zone }: { accounts: readonly Account[]; zone: string }) {
  const { t } = useTranslation();
  const newest = useAsked(useCallback(() => audit(null, AT_ONCE), []));
  const [older, setOlder] = useState<readonly AuditRow[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const rows = [...(newest.value ?? []), ...older];
  const names = new Map(accounts.map(({ id, user, name }) => [id, `${name} (${user})`]));
  const last = rows.at(-1);

  async function more(before: number) {
    const answer = await asStaff(audit(before, AT_ONCE));
    if (answer.ok) setOlder((known) => [...known, ...answer.value]);
    setProblem(answer.ok ? null : answer.problem);
  }

  return (
    <>
      <p>{t("staff.audit.lead")}</p>
      <AskedProblem problem={newest.problem} again={newest.again} />
      {newest.value === null && newest.problem === null && (
        <p role="status">{t("staff.loading")}</p>
      )}
      {newest.value?.length === 0 && <p>{t("staff.audit.empty")}</p>}
      <ol className={css["audit"]} aria-label={t("staff.audit.caption")}>
        {rows.map((row) => (
          <li key={row.seq} className={css["entry"]}>
            <time dateTime={row.at} className={css["quiet"]}>
              {courtTime(row.at, zone).slice(0, 10)} {courtSecond(row.at, zone)}
            </time>
            <span>{who(row.by, names, t)}</span>
            <span>{what(row, names, t)}</span>
          </li>
        ))}
      </ol>
      {problem !== null && <ProblemNotice problem={problem} />}
      {last !== undefined && last.seq > 1 && (
        <div>
          <Button onPress={() => void more(last.seq)}>{t("staff.audit.more")}</Button>
        </div>
      )}
    </>
  );
}
