/** A hearing on the list: when, what, where, one's own role in it, and the doors to it. */
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/http";
import { type DayHearing, enter, type Right } from "../../api/staff";
import { go } from "../../base/go";
import { courtClock } from "../../language/format";
import { Button } from "../../parts/button";
import { ProblemNotice } from "../../parts/notice";
import { StateBadge } from "../../parts/state_badge";
import { asStaff } from "../../staff/signed_out";
import css from "./my_day.module.css";

const LinksPanel = lazy(() => import("./links_panel"));

interface Props {
  readonly hearing: DayHearing;
  readonly rights: readonly Right[];
  /** The day holds hearings of several zones: say whose time it is. */
  readonly several: boolean;
}

export function HearingCard({ hearing, rights, several }: Props) {
  const { t } = useTranslation();
  const { title, zone } = hearing;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [links, setLinks] = useState(false);

  async function take() {
    setBusy(true);
    setProblem(null);
    const answer = await asStaff(enter(hearing.id));
    setBusy(false);
    if (answer.ok) go(`/seat/${answer.value.seat}`);
    else setProblem(answer.problem);
  }

  return (
    <article className={css["card"]} aria-labelledby={`title-${hearing.id}`}>
      <div className={css["when"]}>
        <span className={css["time"]}>
          {courtClock(hearing.starts_at, zone)} – {courtClock(hearing.ends_at, zone)}
        </span>
        {several && <span>{zone}</span>}
        <StateBadge state={hearing.state} />
        {hearing.overdue.length > 0 && (
          <a href="/deadlines?show=overdue">
            {t("staff.day.overdue", { number: hearing.overdue.length })}
          </a>
        )}
      </div>
      <h3 className={css["title"]} id={`title-${hearing.id}`}>
        {title}
      </h3>
      <Facts hearing={hearing} />
      <div className={css["doors"]}>
        {hearing.enter && (
          <Button
            look="primary"
            isDisabled={busy}
            aria-label={t("staff.day.enter_name", { title })}
            onPress={() => void take()}
          >
            {t(busy ? "staff.day.entering" : "staff.day.enter")}
          </Button>
        )}
        {rights.includes("invite") && hearing.state !== "draft" && (
          <Button
            aria-expanded={links}
            aria-label={t("staff.day.links_name", { title })}
            onPress={() => setLinks(!links)}
          >
            {t("staff.day.links")}
          </Button>
        )}
        {hearing.state !== "draft" && (
          <a
            href={`/hearings/${hearing.id}/service`}
            aria-label={t("staff.day.service_name", { title })}
          >
            {t("staff.day.service")}
          </a>
        )}
        {rights.includes("record") && hearing.state !== "draft" && (
          <a
            href={`/hearings/${hearing.id}`}
            aria-label={t("staff.day.record_name", { title })}
          >
            {t("staff.day.record")}
          </a>
        )}
      </div>
      {problem !== null && <ProblemNotice problem={problem} />}
      {links && (
        <Suspense fallback={<p role="status">{t("staff.loading")}</p>}>
          <LinksPanel hearing={hearing.id} />
        </Suspense>
      )}
    </article>
  );
}

function Facts({ hearing }: { hearing: DayHearing }) {
  const { t } = useTranslation();
  return (
    <dl className={css["facts"]}>
      <dt>{t("staff.day.case")}</dt>
      <dd>{hearing.case_number}</dd>
      <dt>{t("staff.day.court")}</dt>
      <dd>{hearing.court_name}</dd>
      <dt>{t("staff.day.points")}</dt>
      <dd>
        {hearing.points
          .map(({ name, kind }) =>
            kind === "central" ? `${name} (${t("staff.day.central")})` : name,
          )
          .join(" · ")}
      </dd>
      {hearing.unchecked.length > 0 && (
        <>
          <dt>{t("staff.day.unchecked")}</dt>
          <dd>
            {hearing.points
              .filter(({ id }) => hearing.unchecked.includes(id))
              .map(({ id, name }) => (
                <a key={id} href={`/points/${id}`} className={css["unchecked"]}>
                  {name}
                </a>
              ))}
          </dd>
        </>
      )}
      <dt>{t("staff.day.own")}</dt>
      <dd>{hearing.seat === null ? t("staff.day.no_seat") : t(`role.${hearing.seat.role}`)}</dd>
    </dl>
  );
}
