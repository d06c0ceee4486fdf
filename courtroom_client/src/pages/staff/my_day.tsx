/** A day's hearings of one's courts, and the way into one's own seat. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type MyDay as Day, myDay } from "../../api/staff";
import { courtTime, dayAfter, longDay } from "../../language/format";
import { AskedProblem } from "../../parts/asked_problem";
import { Notice } from "../../parts/notice";
import { StaffSheet } from "../../parts/staff_sheet";
import { DayWays } from "../../parts/ways";
import { useAsked } from "../../staff/use_asked";
import { useMe } from "../../staff/use_me";
import { HearingCard } from "./hearing_card";
import css from "./my_day.module.css";

const EVERY_MS = 5_000; // hearings open and close while somebody looks at the list

export default function MyDay({ on }: { on: string }) {
  const { t, i18n } = useTranslation();
  const { me } = useMe();
  const { value, problem, again } = useAsked(
    useCallback(() => myDay(on), [on]),
    EVERY_MS,
  );
  return (
    <StaffSheet me={me} at="my_day">
      <h1>{t("staff.day.title")}</h1>
      {value !== null && <Days day={value} />}
      {value !== null && <h2 className={css["date"]}>{longDay(value.day, i18n.language)}</h2>}
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value !== null && <MissedPapers missed={value.missed} />}
      {value?.hearings.length === 0 && (
        <Notice>
          <p>{t("staff.day.empty")}</p>
          <p>{t("staff.day.empty_help")}</p>
        </Notice>
      )}
      {value !== null && value.hearings.length > 0 && (
        <ul className={css["list"]}>
          {value.hearings.map((hearing) => (
            <li key={hearing.id}>
              <HearingCard
                hearing={hearing}
                rights={me?.rights ?? []}
                several={new Set(value.hearings.map(({ zone }) => zone)).size > 1}
              />
            </li>
          ))}
        </ul>
      )}
    </StaffSheet>
  );
}

function MissedPapers({ missed }: { missed: Day["missed"] }) {
  const { t } = useTranslation();
  if (missed.length === 0) return null;
  return (
    <Notice tone="bad">
      <p>{t("staff.day.missed")}</p>
      <ul>
        {missed.map(({ hearing, title, starts_at, zone, papers }) => (
          <li key={hearing}>
            <a href={`/hearings/${hearing}/service`}>
              {t("staff.day.missed_one", { title, time: courtTime(starts_at, zone), papers })}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Days({ day: { day, today } }: { day: Day }) {
  const { t } = useTranslation();
  const at = (other: string) => (other === today ? "/my-day" : `/my-day?on=${other}`);
  return (
    <DayWays
      label={t("staff.day.choose")}
      words={{
        previous: t("staff.day.previous"),
        today: t("staff.day.today"),
        next: t("staff.day.next"),
      }}
      to={{ previous: at(dayAfter(day, -1)), today: at(today), next: at(dayAfter(day, 1)) }}
      isToday={day === today}
    />
  );
}
