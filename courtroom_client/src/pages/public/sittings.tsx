/** Sittings day by day: when, which case, where; never who. */
import { useTranslation } from "react-i18next";
import type { PublicSitting } from "../../api/public";
import { courtClock, courtDay, longDay } from "../../language/format";
import { StateBadge } from "../../parts/state_badge";
import css from "./public.module.css";

interface Props {
  readonly sittings: readonly PublicSitting[];
  /** Say at which court each is. */
  readonly courts?: boolean;
}

export function Sittings({ sittings, courts = false }: Props) {
  const { i18n } = useTranslation();
  return byDay(sittings).map(([day, those]) => (
    <div key={day} className={css["day"]}>
      <h3>{longDay(day, i18n.language)}</h3>
      <ul className={css["sittings"]}>
        {those.map((one) => (
          <li key={`${one.case_number}/${one.starts_at}/${one.room}`}>
            <Sitting sitting={one} court={courts} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

function byDay(sittings: readonly PublicSitting[]): [string, PublicSitting[]][] {
  const days = new Map<string, PublicSitting[]>();
  for (const one of sittings) {
    const day = courtDay(one.starts_at, one.zone);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days];
}

function Sitting({ sitting, court }: { sitting: PublicSitting; court: boolean }) {
  const { t } = useTranslation();
  const { zone, number, of } = sitting;
  return (
    <article className={css["sitting"]}>
      <p className={css["time"]}>
        {courtClock(sitting.starts_at, zone)} – {courtClock(sitting.ends_at, zone)}
      </p>
      <div>
        <h4 className={css["case"]}>
          {t("public_list.case", { number: sitting.case_number })}
        </h4>
        <p>
          {t("public_list.kind", {
            type: t(`public_list.type.${sitting.type}`),
            instance: t(`public_list.instance.${sitting.instance}`),
          })}
          {of > 1 && ` · ${t("public_list.sitting", { n: number, of })}`}
        </p>
        <p>
          {sitting.room}
          {court && ` · ${sitting.court_name}`}
        </p>
        {sitting.closed && <p className={css["closed"]}>{t("public_list.closed")}</p>}
      </div>
      {sitting.state !== "scheduled" && (
        <p>
          <StateBadge state={sitting.state} />
        </p>
      )}
    </article>
  );
}
