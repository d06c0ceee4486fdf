/** The calendar as a list: for phones, and for whoever would rather read. */
import { useTranslation } from "react-i18next";
import type { CourtPoint, Line } from "../../../api/calendar";
import { courtClock, courtDay, longDay } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Notice } from "../../../parts/notice";
import { StateBadge } from "../../../parts/state_badge";
import { blockId } from "../../../staff/calendar/rows";
import css from "./calendar.module.css";

interface Props {
  readonly lines: readonly Line[];
  readonly zone: string;
  readonly rooms: readonly CourtPoint[];
  readonly open: ((block: string) => void) | null;
}

export function Agenda({ lines, zone, rooms, open }: Props) {
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
              <Entry line={line} zone={zone} rooms={rooms} open={open} />
            </li>
          ))}
      </ul>
    </section>
  ));
}

function Entry({ line, zone, rooms, open }: Omit<Props, "lines"> & { line: Line }) {
  const { t } = useTranslation();
  const room = rooms.find(({ id }) => line.points.includes(id))?.name ?? "";
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
