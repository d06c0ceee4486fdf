/** One thing that is waited for, and entering its answer. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Deadline } from "../../api/deadlines";
import type { Right } from "../../api/staff";
import { courtTime } from "../../language/format";
import { Button } from "../../parts/button";
import { answersTo } from "../../staff/answers";
import { AnswerDialog } from "./answer_dialog";
import css from "./deadlines.module.css";

interface Props {
  readonly deadline: Deadline;
  readonly rights: readonly Right[];
  /** The list holds those of several courts. */
  readonly courts: boolean;
  readonly entered: (what: string) => void;
}

export function DeadlineRow({ deadline, rights, courts, entered }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { hearing, key, state, title } = deadline;
  const answers = answersTo(key, rights);
  const what = t(`deadlines.key.${key}`);
  const id = `${hearing}-${key}`;
  return (
    <article className={css["card"]} aria-labelledby={id} data-state={state}>
      <div className={css["when"]}>
        <span className={css["state"]} data-state={state}>
          {t(`deadlines.state.${state}`)}
        </span>
        <span>
          {t("deadlines.due")}:{" "}
          <strong className={css["time"]}>{courtTime(deadline.due_at, deadline.zone)}</strong>
        </span>
      </div>
      <h2 className={css["what"]} id={id}>
        {what}
      </h2>
      <Facts deadline={deadline} courts={courts} />
      {key === "suspension" && <p className={css["quiet"]}>{t("deadlines.in_hearing")}</p>}
      {answers.length > 0 && (
        <div>
          <Button
            aria-label={t("deadlines.answer_name", { what, title })}
            onPress={() => setAsking(true)}
          >
            {t("deadlines.answer")}
          </Button>
        </div>
      )}
      {asking && (
        <AnswerDialog
          deadline={deadline}
          answers={answers}
          leave={(done) => {
            setAsking(false);
            if (done) entered(what);
          }}
        />
      )}
    </article>
  );
}

function Facts({ deadline, courts }: Pick<Props, "deadline" | "courts">) {
  const { t } = useTranslation();
  const { title, zone, owner } = deadline;
  return (
    <dl className={css["facts"]}>
      <dt>{t("deadlines.who")}</dt>
      <dd>{t(`deadlines.owner.${owner}`)}</dd>
      <dt>{t("deadlines.hearing")}</dt>
      <dd>
        {title} · <span className={css["time"]}>{courtTime(deadline.starts_at, zone)}</span>
      </dd>
      <dt>{t("deadlines.case")}</dt>
      <dd>{deadline.case_number}</dd>
      {courts && (
        <>
          <dt>{t("deadlines.court")}</dt>
          <dd>{deadline.court_name}</dd>
        </>
      )}
    </dl>
  );
}
