/** A hearing's record: what was recorded, whether it is whole, the files, and what happened. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type Hearing, ledger, hearing as theHearing } from "../../api/records";
import { courtClock, courtTime } from "../../language/format";
import { AskedProblem } from "../../parts/asked_problem";
import { StaffSheet } from "../../parts/staff_sheet";
import { StateBadge } from "../../parts/state_badge";
import { course } from "../../staff/course";
import { useAsked } from "../../staff/use_asked";
import { useMe } from "../../staff/use_me";
import { Files } from "./files";
import { Film } from "./film";
import css from "./record.module.css";
import { Recorded } from "./recorded";
import { Story } from "./story";
import { Verify } from "./verify";

const EVERY_MS = 5_000; // while it goes on; an ended hearing hardly changes

export default function RecordPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { me } = useMe();
  const hearing = useAsked(
    useCallback(() => theHearing(id), [id]),
    EVERY_MS,
  );
  const rows = useAsked(
    useCallback(() => ledger(id), [id]),
    EVERY_MS,
  );
  const known = hearing.value;
  const problem = hearing.problem ?? rows.problem;
  const again = () => Promise.all([hearing.again(), rows.again()]);
  return (
    <StaffSheet me={me}>
      <p>
        <a href="/my-day">← {t("staff.record.back")}</a>
      </p>
      {known === null ? <h1>{t("staff.record.title")}</h1> : <Heading hearing={known} />}
      <AskedProblem
        problem={problem}
        stale={known !== null && rows.value !== null}
        again={again}
      />
      {problem === null && (known === null || rows.value === null) && (
        <p role="status">{t("staff.loading")}</p>
      )}
      {known !== null && rows.value !== null && <Parts hearing={known} rows={rows.value} />}
    </StaffSheet>
  );
}

interface Known {
  readonly hearing: Hearing;
  readonly rows: Parameters<typeof course>[0];
}

function Parts({ hearing, rows }: Known) {
  const spans = course(rows);
  const recorded = spans.some(({ is }) => is === "stretch");
  return (
    <>
      <Recorded spans={spans} zone={hearing.zone} />
      {recorded && (
        <>
          <Verify hearing={hearing} />
          <Files hearing={hearing.id} />
          <Film hearing={hearing} />
        </>
      )}
      <Story rows={rows} zone={hearing.zone} />
    </>
  );
}

function Heading({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const { zone } = hearing;
  return (
    <div className={css["heading"]}>
      <p className={css["quiet"]}>{t("staff.record.title")}</p>
      <h1>{hearing.title}</h1>
      <p>
        {hearing.court_name} · {hearing.case_number}
      </p>
      <p className={css["line"]}>
        <span>
          {t("staff.record.planned", {
            from: courtTime(hearing.starts_at, zone),
            to: courtClock(hearing.ends_at, zone),
          })}
        </span>
        <StateBadge state={hearing.state} />
        {hearing.overdue.length > 0 && (
          <a href="/deadlines?show=overdue">
            {t("staff.day.overdue", { number: hearing.overdue.length })}
          </a>
        )}
      </p>
    </div>
  );
}
