/** Whether a hearing's points were tried out, and the way to a check made for it. */
import { useTranslation } from "react-i18next";
import type { Booked } from "../../../api/calendar";
import "../../../language/directory_words";
import { Section } from "../../../parts/section";
import { Standing } from "../directory/standing";
import css from "./booking.module.css";

interface Props {
  readonly booked: Booked;
  /** Whoever looks may book checks. */
  readonly checks: boolean;
}

export function Checks({ booked, checks }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t("directory.checks")}>
      <ul className={css["sittings"]}>
        {booked.points.map(({ id, name, check }) => (
          <li key={id}>
            <span>
              {name}: <Standing state={check.state} at={check.at} zone={booked.zone} />
            </span>
            <a href={`/points/${id}${checks ? `?hearing=${booked.id}` : ""}`}>
              {t(checks ? "booking.check.book" : "booking.check.open", { name })}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
