/** A hearing's record of service: who was told what, who has it, and what is to be seen to. */
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/http";
import { type ServiceRecord, servicePath, serviceRecord } from "../../api/service";
import { courtTime } from "../../language/format";
import "../../language/service_words";
import { AskedProblem } from "../../parts/asked_problem";
import { Button } from "../../parts/button";
import { Notice, ProblemNotice } from "../../parts/notice";
import { Section } from "../../parts/section";
import { StaffSheet } from "../../parts/staff_sheet";
import { download } from "../../staff/download";
import { useAsked } from "../../staff/use_asked";
import { useMe } from "../../staff/use_me";
import { NoticeCard } from "./notice_card";
import css from "./service.module.css";

const EVERY_MS = 10_000;
const FORMS = ["pdf", "docx", "json"] as const;

export default function ServicePage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { me } = useMe();
  const { value, problem, again } = useAsked(
    useCallback(() => serviceRecord(id), [id]),
    EVERY_MS,
  );
  const may = me?.rights.includes("invite") ?? false;
  return (
    <StaffSheet me={me}>
      <p>
        <a href="/my-day">← {t("service.record.back")}</a>
      </p>
      {value === null ? <h1>{t("service.record.title")}</h1> : <Heading record={value} />}
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value !== null && <Notices id={id} record={value} may={may} again={again} />}
      {value !== null && may && value.notices.length > 0 && <Proof hearing={id} />}
    </StaffSheet>
  );
}

function Heading({ record }: { record: ServiceRecord }) {
  const { t } = useTranslation();
  return (
    <div>
      <p className={css["quiet"]}>{t("service.record.title")}</p>
      <h1>{record.title}</h1>
      <p>
        {record.court_name} · {record.case_number}
      </p>
      <p className={css["quiet"]}>
        {t("service.record.at", { time: courtTime(record.at, record.zone) })}
      </p>
    </div>
  );
}

interface NoticesProps {
  readonly id: string;
  readonly record: ServiceRecord;
  /** Whether who looks may send again and note what was served by hand. */
  readonly may: boolean;
  readonly again: () => Promise<void>;
}

function Notices({ id, record, may, again }: NoticesProps) {
  const { t } = useTranslation();
  const { notices, zone } = record;
  const papers = notices.filter(({ occasion }) => occasion !== "reminder");
  const reminders = notices.filter(({ occasion }) => occasion === "reminder");
  const wrong = papers.filter(({ state }) => state === "dead" || state === "unaddressed");
  const card = (one: (typeof notices)[number]) => (
    <NoticeCard key={one.id} hearing={id} notice={one} zone={zone} may={may} again={again} />
  );
  if (notices.length === 0)
    return (
      <Notice>
        <p>{t("service.record.none")}</p>
      </Notice>
    );
  return (
    <>
      {wrong.length > 0 && (
        <Notice tone="bad">
          <p>{t("service.record.todo", { count: wrong.length })}</p>
        </Notice>
      )}
      <p>
        {t("service.record.summary", {
          sent: papers.filter(({ state }) => state === "sent" || state === "by_hand").length,
          all: papers.length,
          confirmed: papers.filter(({ confirmed_at }) => confirmed_at !== null).length,
        })}
      </p>
      <ul className={css["list"]} aria-label={t("service.record.caption")}>
        {papers.map(card)}
      </ul>
      {reminders.length > 0 && (
        <details className={css["proof"]}>
          <summary>{t("service.record.reminders", { count: reminders.length })}</summary>
          <ul className={css["list"]}>{reminders.map(card)}</ul>
        </details>
      )}
    </>
  );
}

function Proof({ hearing }: { hearing: string }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <Section title={t("service.record.files")}>
      <p>{t("service.record.files_text")}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className={css["doors"]}>
        {FORMS.map((form) => (
          <Button
            key={form}
            onPress={async () =>
              setProblem(await download(servicePath(hearing, form), `${hearing}.${form}`))
            }
          >
            {form.toUpperCase()}
          </Button>
        ))}
      </div>
    </Section>
  );
}
