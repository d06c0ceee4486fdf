/** Lists that were made before: looked at again, kept in part, booked. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type List, listsOf } from "../../../api/lists";
import { courtClock, courtDay, longDay } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Section } from "../../../parts/section";
import { useAsked } from "../../../staff/use_asked";
import css from "./lists.module.css";

interface Props {
  readonly court: string;
  readonly zone: string;
  readonly open: (list: List) => void;
}

export function Earlier({ court, zone, open }: Props) {
  const { t, i18n } = useTranslation();
  const { value } = useAsked(useCallback(() => listsOf(court), [court]));
  if (value === null || value.length === 0) return null;
  return (
    <Section title={t("lists.earlier")}>
      <ul className={css["plain"]}>
        {value.map((list) => (
          <li key={list.id} className={css["placed"]}>
            <span>
              {courtClock(list.created_at, zone)},{" "}
              {longDay(courtDay(list.created_at, zone), i18n.language)}
            </span>
            <span>{t("lists.holds", { count: list.placed.length })}</span>
            <Button small onPress={() => open(list)}>
              {t("lists.open")}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
