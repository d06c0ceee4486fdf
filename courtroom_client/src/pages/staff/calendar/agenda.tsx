/** The calendar as a list: for phones, and for whoever would rather read. */
import { useTranslation } from "react-i18next";
import type { CourtPoint, Line } from "../../../api/calendar";
import { courtClock, courtDay, longDay } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Notice } from "../../../parts/notice";
import { StateBadge } from "../../../parts/state_badge";
import { blockId, unchecked } from "../../../staff/calendar/rows";
import css from "./calendar.module.css";

interface Props {
  readonly lines: readonly Line[];
  readonly zone: string;
  readonly points: readonly CourtPoint[];
  readonly open: ((block: string) => void) | null;
}

export function Agenda({ lines, zone, points, open }: Props) {
  const { t, i18n } = useTranslation();
  if (lines.length === 0)
    return (
      <Notice>
        <p>{t("calendar.empty")}</p>
      </Notice>
    );
  const days = [...new Set(lines.map((one) => courtDay(one.starts_at, zone)))];
  return days.map((day) => (
    <section key={day} className={css["day"]}>
      <h2>{longDay(day, i18n.language)}</h2>
      <ul className={css["lines"]}>
        {lines
          .filter((one) => courtDay(one.starts_at, zone) === day)
          .map((line) => (
            <li key={blockId(line)}>
              <Entry line={line} zone={zone} points={points} open={open} />
            </li>
          ))}
      </ul>
    </section>
  ));
}

function Entry({ line, zone, points, open }: Omit<Props, "lines"> & { line: Line }) {
  const { t } = useTranslation();
  const room =
    points.find(({ id, kind }) => kind === "central" && line.points.includes(id))?.name ?? "";
  const bare = unchecked(line, points);
  return (
    <article className={css["entry"]}>
      <p className={css["time"]}>
        {courtClock(line.starts_at, zone)} – {courtClock(line.ends_at, zone)}
      </p>
      <div>
        <h3>{line.case_number}</h3>
        <p>{line.title}</p>
        <p className={css["quiet"]}>
          {[room, line.presiding_judge?.name ?? t("calendar.nobody")]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {bare.length > 0 && line.booked !== "cancelled" && (
          <p className={css["bare"]}>{t("calendar.unchecked", { names: bare.join(", ") })}</p>
        )}
      </div>
      <div className={css["does"]}>
        <StateBadge state={line.booked} />
        {open !== null && line.booked !== "cancelled" && (
          <Button
            small
            aria-label={t("calendar.move.title", { number: line.case_number })}
            onPress={() => open(blockId(line))}
          >
            {t("calendar.move.go")}
          </Button>
        )}
        <a href={`/hearings/${line.hearing}/edit`}>{t("calendar.move.open")}</a>
      </div>
    </article>
  );
}
