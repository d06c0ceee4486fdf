/** The page behind a receipt's link. Opening it confirms nothing; only the button does. */
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/http";
import { confirmReceipt, lookReceipt, type Receipt } from "../../api/service";
import { courtClock, courtTime } from "../../language/format";
import "../../language/service_words";
import { Button } from "../../parts/button";
import { Notice, ProblemNotice } from "../../parts/notice";
import { Sheet } from "../../parts/sheet";
import css from "./service.module.css";

export default function ReceiptPage({ token }: { token: string }) {
  const { t } = useTranslation();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = useCallback(
    async (how: typeof lookReceipt) => {
      setBusy(true);
      const answer = await how(token);
      setBusy(false);
      if (answer.ok) setReceipt(answer.value);
      setProblem(answer.ok ? null : answer.problem);
    },
    [token],
  );
  useEffect(() => {
    if (token !== "") void ask(lookReceipt);
  }, [ask, token]);
  return (
    <Sheet>
      <h1>{t("service.receipt.title")}</h1>
      {token === "" && (
        <Notice tone="bad">
          <p>{t("service.receipt.missing")}</p>
        </Notice>
      )}
      {receipt !== null && <Paper receipt={receipt} />}
      {problem !== null && <ProblemNotice problem={problem} />}
      {receipt === null && problem !== null && problem.status !== 404 && (
        <div>
          <Button onPress={() => void ask(lookReceipt)}>{t("problem.again")}</Button>
        </div>
      )}
      {receipt === null && problem === null && token !== "" && (
        <p role="status">{t("service.receipt.loading")}</p>
      )}
      {receipt !== null && (
        <Answered receipt={receipt} busy={busy} confirm={() => void ask(confirmReceipt)} />
      )}
    </Sheet>
  );
}

interface AnsweredProps {
  readonly receipt: Receipt;
  readonly busy: boolean;
  readonly confirm: () => void;
}

function Answered({ receipt, busy, confirm }: AnsweredProps) {
  const { t } = useTranslation();
  if (receipt.confirmed_at === null)
    return (
      <div>
        <Button look="primary" isDisabled={busy} onPress={confirm}>
          {t(busy ? "service.receipt.confirming" : "service.receipt.confirm")}
        </Button>
      </div>
    );
  const time = courtTime(receipt.confirmed_at, receipt.zone);
  return (
    <Notice tone="good" role="status">
      <p>{t("service.receipt.done", { time })}</p>
      <p>{t("service.receipt.done_more")}</p>
    </Notice>
  );
}

function Paper({ receipt }: { receipt: Receipt }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "vi";
  const { zone } = receipt;
  return (
    <>
      <p>{t("service.receipt.lead")}</p>
      <dl className={css["facts"]}>
        <dt>{t("service.receipt.paper")}</dt>
        <dd>{receipt.title[language]}</dd>
        <dt>{t("service.receipt.court")}</dt>
        <dd>{receipt.court_name}</dd>
        <dt>{t("service.receipt.number")}</dt>
        <dd>{receipt.case_number}</dd>
        <dt>{t("service.receipt.role")}</dt>
        <dd>{receipt.role_name[language]}</dd>
        <dt>{t("service.receipt.when")}</dt>
        <dd>
          {receipt.sittings.map(({ starts_at, ends_at }) => (
            <p key={starts_at}>
              {courtTime(starts_at, zone)} – {courtClock(ends_at, zone)}
            </p>
          ))}
          <p className={css["quiet"]}>{t("service.receipt.zone", { zone })}</p>
        </dd>
        {receipt.sent_at !== null && (
          <>
            <dt>{t("service.receipt.sent")}</dt>
            <dd>{courtTime(receipt.sent_at, zone)}</dd>
          </>
        )}
      </dl>
    </>
  );
}
