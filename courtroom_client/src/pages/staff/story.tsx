/** The course of the hearing, row by row of its ledger, in words. */
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Row } from "../../api/records";
import { courtSecond, courtTime } from "../../language/format";
import { Section } from "../../parts/section";
import { type Line, story } from "../../staff/story";
import css from "./record.module.css";

export function Story({ rows, zone }: { rows: readonly Row[]; zone: string }) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: t speaks the language of i18n
  const lines = useMemo(() => story(rows, t, zone), [rows, t, zone, i18n.language]);
  const shown = lines.filter(({ minor }) => all || !minor);
  return (
    <Section title={t("staff.record.story.title")}>
      <p>{t("staff.record.story.lead")}</p>
      <label className={css["choice"]}>
        <input
          type="checkbox"
          checked={all}
          onChange={(event) => setAll(event.target.checked)}
        />
        {t("staff.record.story.all")}
      </label>
      {lines.length === 0 && <p>{t("staff.record.story.empty")}</p>}
      <ol className={css["story"]}>
        {shown.map((line, index) => (
          <Told
            key={line.seq}
            line={line}
            zone={zone}
            day={dayOf(line, zone) !== dayOf(shown[index - 1], zone)}
          />
        ))}
      </ol>
    </Section>
  );
}

/** `day`: the line is the first of its day, which stands above it. */
function Told({ line, zone, day }: { line: Line; zone: string; day: boolean }) {
  const { t } = useTranslation();
  return (
    <li className={css["item"]}>
      {day && <p className={css["day"]}>{dayOf(line, zone)}</p>}
      <div className={css["row"]}>
        <time dateTime={line.at} title={t("staff.record.story.row", { seq: line.seq })}>
          {courtSecond(line.at, zone)}
        </time>
        <div>
          <p>{line.what}</p>
          {line.reason !== "" && (
            <p>{t("staff.record.event.reason", { reason: line.reason })}</p>
          )}
          <p className={css["quiet"]}>{line.who}</p>
        </div>
      </div>
    </li>
  );
}

function dayOf(line: Line | undefined, zone: string): string {
  return line === undefined ? "" : courtTime(line.at, zone).slice(0, 10);
}
