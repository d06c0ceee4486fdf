/** What courts wait for: by whom, until when; what is overdue first; and entering answers. */
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Deadline, deadlines } from "../../api/deadlines";
import "../../language/deadline_words";
import { AskedProblem } from "../../parts/asked_problem";
import { Notice } from "../../parts/notice";
import { StaffSheet } from "../../parts/staff_sheet";
import { Ways } from "../../parts/ways";
import { useAsked } from "../../staff/use_asked";
import { useMe } from "../../staff/use_me";
import { DeadlineRow } from "./deadline_row";
import css from "./deadlines.module.css";

const EVERY_MS = 30_000;
const MOST = 500;

export default function Deadlines({ overdue }: { overdue: boolean }) {
  const { t } = useTranslation();
  const { me } = useMe();
  const [said, setSaid] = useState("");
  const { value, problem, again } = useAsked(
    useCallback(() => deadlines(overdue), [overdue]),
    EVERY_MS,
  );

  function entered(what: string) {
    setSaid(t("deadlines.saved", { what }));
    void again();
  }

  return (
    <StaffSheet me={me} at="deadlines">
      <h1>{t("deadlines.title")}</h1>
      <p>{t("deadlines.lead")}</p>
      <Which overdue={overdue} />
      <p role="status" className={said === "" ? css["unseen"] : ""}>
        {said}
      </p>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value?.length === 0 && (
        <Notice tone="good">
          <p>{t(overdue ? "deadlines.empty_overdue" : "deadlines.empty")}</p>
        </Notice>
      )}
      {value !== null && value.length > 0 && (
        <ul className={css["list"]}>
          {value.map((one) => (
            <li key={keyOf(one)}>
              <DeadlineRow
                deadline={one}
                rights={me?.rights ?? []}
                courts={several(value)}
                entered={entered}
              />
            </li>
          ))}
        </ul>
      )}
      {value?.length === MOST && <p>{t("deadlines.most")}</p>}
    </StaffSheet>
  );
}

function Which({ overdue }: { overdue: boolean }) {
  const { t } = useTranslation();
  return (
    <Ways label={t("deadlines.show")}>
      <a href="/deadlines" aria-current={overdue ? undefined : "page"}>
        {t("deadlines.all")}
      </a>
      <a href="/deadlines?show=overdue" aria-current={overdue ? "page" : undefined}>
        {t("deadlines.overdue_only")}
      </a>
    </Ways>
  );
}

function keyOf({ hearing, key }: Deadline): string {
  return `${hearing} ${key}`;
}

function several(list: readonly Deadline[]): boolean {
  return new Set(list.map(({ court_name }) => court_name)).size > 1;
}
