/** The courtroom calendar: what sits when, by courtroom, judge or point; and moving it. */
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Court, courts } from "../../../api/accounts";
import { calendar, points } from "../../../api/calendar";
import { go } from "../../../base/go";
import type { CalendarRoute } from "../../../base/route";
import { useMedia } from "../../../base/use_size";
import { moment } from "../../../base/wall";
import { courtDay, dayAfter, longDay } from "../../../language/format";
import "../../../language/calendar_words";
import { AskedProblem } from "../../../parts/asked_problem";
import { Notice } from "../../../parts/notice";
import { StaffSheet } from "../../../parts/staff_sheet";
import { both } from "../../../staff/calendar/both";
import { address, firstDay, type Shown } from "../../../staff/calendar/shown";
import { useAsked } from "../../../staff/use_asked";
import { useMe } from "../../../staff/use_me";
import { Board } from "./board";
import css from "./calendar.module.css";
import { Controls } from "./controls";

const EVERY_MS = 30_000; // others book as well

export default function CalendarPage({ asked }: { asked: CalendarRoute }) {
  const { t } = useTranslation();
  const { me } = useMe();
  const { value, problem, again } = useAsked(useCallback(courts, []));
  const court = value?.find(({ id }) => id === asked.court) ?? value?.[0];
  return (
    <StaffSheet me={me} at="calendar" wide>
      <h1>{t("calendar.title")}</h1>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value?.length === 0 && (
        <Notice>
          <p>{t("calendar.no_court")}</p>
        </Notice>
      )}
      {value !== null && court !== undefined && (
        <OfCourt
          key={court.id}
          court={court}
          courts={value}
          asked={asked}
          books={me?.rights.includes("book") ?? false}
        />
      )}
    </StaffSheet>
  );
}

interface Props {
  readonly court: Court;
  readonly courts: readonly Court[];
  readonly asked: CalendarRoute;
  readonly books: boolean;
}

function OfCourt({ court, courts: all, asked, books }: Props) {
  const { t, i18n } = useTranslation();
  const phone = useMedia("(max-width: 48rem)");
  const [told, tell] = useState("");
  const today = courtDay(new Date(), court.zone);
  const shown: Shown = {
    court: court.id,
    on: asked.on === "" ? today : asked.on,
    by: asked.by,
    // A timeline is wider than a phone.
    view: asked.view === "" ? (phone ? "list" : "day") : asked.view,
  };
  const first = firstDay(shown);
  const days = shown.view === "day" ? 1 : 7;
  const ask = useCallback(async () => {
    const midnight = (day: string) =>
      moment(`${day}T00:00:00`, court.zone) ?? `${day}T00:00:00Z`;
    const span = [midnight(first), midnight(dayAfter(first, days))] as const;
    return both(points(court.id), calendar(court.id, ...span));
  }, [court, first, days]);
  const { value, problem, again } = useAsked(ask, EVERY_MS);
  const last = dayAfter(first, days - 1);
  return (
    <>
      <Controls shown={shown} courts={all} today={today} books={books} />
      <p className={css["span"]}>
        {days === 1
          ? longDay(first, i18n.language)
          : t("calendar.span", {
              from: longDay(first, i18n.language),
              to: longDay(last, i18n.language),
            })}
        {" · "}
        <span className={css["quiet"]}>{t("calendar.zone", { zone: court.zone })}</span>
      </p>
      <p role="status" className={css["told"]}>
        {told}
      </p>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value !== null && (
        <Board
          shown={{ ...shown, on: first }}
          zone={court.zone}
          points={value[0]}
          lines={value[1]}
          books={books}
          moved={(words, day) => {
            tell(words);
            // To where it went, if that is not in sight.
            if (day < first || day > last) go(address({ ...shown, on: day }, today));
            else void again();
          }}
        />
      )}
    </>
  );
}
