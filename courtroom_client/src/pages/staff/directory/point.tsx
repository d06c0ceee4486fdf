/** A point and its technical checks: booked before the day, and what came of each. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type PointPage, pointPage } from "../../../api/directory";
import "../../../language/directory_words";
import { AskedProblem } from "../../../parts/asked_problem";
import { Notice } from "../../../parts/notice";
import { Section } from "../../../parts/section";
import { StaffSheet } from "../../../parts/staff_sheet";
import type { Word } from "../../../staff/entry_fields";
import { useAsked } from "../../../staff/use_asked";
import { useMe } from "../../../staff/use_me";
import css from "../accounts.module.css";
import { BookCheck } from "./book_check";
import { CheckCard } from "./check_card";
import { Standing } from "./standing";

interface Props {
  readonly id: string;
  /** For which a check is wanted, or "". */
  readonly hearing: string;
}

export default function PointOfCourt({ id, hearing }: Props) {
  const { t } = useTranslation();
  const { me } = useMe();
  const { value, problem, again } = useAsked(useCallback(() => pointPage(id), [id]));
  const checks = me?.rights.includes("check") ?? false;
  return (
    <StaffSheet me={me} at="directory">
      <h1>{value?.point.name ?? t("directory.checks")}</h1>
      <p>
        <a href={`/directory?court=${value?.point.court ?? ""}`}>{t("directory.point.back")}</a>
      </p>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value !== null && (
        <>
          <Facts page={value} />
          {checks && value.point.retired_at === null && (
            <BookCheck
              key={value.checks.length}
              point={value.point}
              zone={value.court.zone}
              hearing={hearing}
              booked={() => void again()}
            />
          )}
          <Section title={t("directory.point.list")}>
            {value.checks.length === 0 && (
              <Notice>
                <p>{t("directory.point.no_checks")}</p>
              </Notice>
            )}
            <ul className={css["list"]}>
              {value.checks.map((check) => (
                <CheckCard
                  key={check.id}
                  check={check}
                  zone={value.court.zone}
                  writes={checks}
                  changed={() => void again()}
                />
              ))}
            </ul>
          </Section>
        </>
      )}
    </StaffSheet>
  );
}

function Facts({ page }: { page: PointPage }) {
  const { t } = useTranslation();
  const { point, court } = page;
  const none = t("directory.point.none");
  const equipment = point.equipment.map((word) => t(`directory.word.${word as Word}`));
  return (
    <Section title={t("directory.point.facts")}>
      <dl className={css["facts"]}>
        <dt>{t("directory.point.now")}</dt>
        <dd>
          <Standing state={point.check.state} at={point.check.at} zone={court.zone} />
        </dd>
        <dt>{t("directory.court")}</dt>
        <dd>{court.name}</dd>
        <dt>{t("directory.field.kind")}</dt>
        <dd>{t(`directory.word.${point.kind}`)}</dd>
        <dt>{t("directory.field.hours")}</dt>
        <dd>{point.hours === "" ? t("directory.point.open_always") : point.hours}</dd>
        <dt>{t("directory.field.equipment")}</dt>
        <dd>{equipment.length === 0 ? none : equipment.join(", ")}</dd>
        <dt>{t("directory.field.address")}</dt>
        <dd>{point.address === "" ? none : point.address}</dd>
      </dl>
    </Section>
  );
}
