/** One notice on the record of service: to whom, how it stands, its proof, what can be done. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer, Problem } from "../../api/http";
import { type ServedNotice, sendAgain, servedByHand } from "../../api/service";
import { courtTime } from "../../language/format";
import { Button } from "../../parts/button";
import { ProblemNotice } from "../../parts/notice";
import { ReasonDialog } from "../../parts/reason_dialog";
import { asStaff } from "../../staff/signed_out";
import css from "./service.module.css";

interface Props {
  readonly hearing: string;
  readonly notice: ServedNotice;
  readonly zone: string;
  readonly may: boolean;
  readonly again: () => Promise<void>;
}

export function NoticeCard({ hearing, notice, zone, may, again }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "vi";
  const failed = notice.state === "dead" || notice.state === "unaddressed";
  return (
    <li className={css["notice"]} data-state={notice.state}>
      <div className={css["head"]}>
        <h2>{notice.name}</h2>
        <span className={css["state"]}>
          <State notice={notice} zone={zone} />
        </span>
      </div>
      <p>
        {notice.title[language]} · {notice.role_name[language]}
      </p>
      {notice.address !== null && (
        <p className={css["quiet"]}>{t("service.record.to", { address: notice.address })}</p>
      )}
      {notice.by_hand !== null && <p>{notice.by_hand}</p>}
      {notice.error !== null && notice.state === "dead" && (
        <p className={css["quiet"]}>{notice.error}</p>
      )}
      {notice.state === "sent" && (
        <p>
          {notice.confirmed_at === null
            ? t("service.record.unconfirmed")
            : t("service.record.confirmed", { time: courtTime(notice.confirmed_at, zone) })}
        </p>
      )}
      {notice.agrees === false && <p role="alert">{t("service.record.altered")}</p>}
      <ProofOf notice={notice} zone={zone} />
      {may && failed && <Doors hearing={hearing} notice={notice} again={again} />}
    </li>
  );
}

function State({ notice, zone }: { notice: ServedNotice; zone: string }) {
  const { t } = useTranslation();
  const { state } = notice;
  if (state === "due" && new Date(notice.due_at) > new Date())
    return t("service.record.state.planned", { time: courtTime(notice.due_at, zone) });
  return t(`service.record.state.${state}`, { time: courtTime(notice.sent_at ?? "", zone) });
}

function ProofOf({ notice, zone }: { notice: ServedNotice; zone: string }) {
  const { t } = useTranslation();
  if (notice.message_id === null && notice.ledger.length === 0) return null;
  return (
    <details className={css["proof"]}>
      <summary>{t("service.record.details")}</summary>
      <dl>
        {notice.message_id !== null && (
          <>
            <dt>{t("service.record.message")}</dt>
            <dd>{notice.message_id}</dd>
            <dt>{t("service.record.digest")}</dt>
            <dd>{notice.digest}</dd>
          </>
        )}
        {notice.answer !== null && (
          <>
            <dt>{t("service.record.answer")}</dt>
            <dd>{notice.answer}</dd>
          </>
        )}
        {notice.papers.length > 0 && (
          <>
            <dt>{t("service.record.papers")}</dt>
            {notice.papers.map(({ name, sha256 }) => (
              <dd key={name}>
                {name} – SHA-256 {sha256}
              </dd>
            ))}
          </>
        )}
        {notice.ledger.length > 0 && <InLedger notice={notice} zone={zone} />}
      </dl>
    </details>
  );
}

function InLedger({ notice, zone }: { notice: ServedNotice; zone: string }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{t("service.record.ledger")}</dt>
      {notice.ledger.map(({ seq, at, hash }) => (
        <dd key={seq}>
          {t("service.record.ledger_row", { seq, time: courtTime(at, zone), hash })}
        </dd>
      ))}
      {notice.agrees === true && <dd>{t("service.record.agrees")}</dd>}
    </>
  );
}

type DoorsProps = Pick<Props, "hearing" | "notice" | "again">;

function Doors({ hearing, notice, again }: DoorsProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function act(doing: Promise<Answer<true>>) {
    const answer = await asStaff(doing);
    setProblem(answer.ok ? null : answer.problem);
    await again();
  }

  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className={css["doors"]}>
        <Button
          aria-label={t("service.record.again_name", { name: notice.name })}
          onPress={() => void act(sendAgain(hearing, notice.id))}
        >
          {t("service.record.again")}
        </Button>
        <Button
          aria-label={t("service.record.hand_name", { name: notice.name })}
          onPress={() => setAsking(true)}
        >
          {t("service.record.hand")}
        </Button>
      </div>
      {asking && (
        <ReasonDialog
          title={t("service.record.hand_name", { name: notice.name })}
          text={t("service.record.hand_text")}
          label={t("service.record.hand_label")}
          confirm={t("service.record.hand_confirm")}
          answer={(how) => {
            setAsking(false);
            if (how !== null) void act(servedByHand(hearing, notice.id, how));
          }}
        />
      )}
    </>
  );
}
