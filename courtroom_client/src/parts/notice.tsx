/** A sentence that must not be missed, and what to do about it. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/http";
import css from "./notice.module.css";

interface Props {
  readonly tone?: "wait" | "bad" | "good";
  /** alert: said at once. status: said when nothing else is being said. timer: not said. */
  readonly role?: "alert" | "status" | "timer";
  readonly children: ReactNode;
}

const TONES = { wait: "", bad: css["bad"], good: css["good"] } as const;

export function Notice({ tone = "wait", role, children }: Props) {
  return (
    <div role={role} className={`${css["notice"]} ${TONES[tone]}`}>
      {children}
    </div>
  );
}

/** A refusal in the person's language, with its code to name to the clerk. */
export function ProblemNotice({ problem }: { problem: Pick<Problem, "code" | "vi" | "en"> }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  return (
    <Notice tone="bad" role="alert">
      <p>{words(problem)}</p>
      <p className={css["code"]}>{t("problem.code", { code: problem.code })}</p>
    </Notice>
  );
}

/** The sentence of a refusal in the language spoken now. */
export function useProblemWords(): (problem: Pick<Problem, "code" | "vi" | "en">) => string {
  const { t, i18n } = useTranslation();
  return (problem) => {
    if (problem.code === "network.offline") return t("problem.offline");
    if (problem.code === "answer.unexpected") return t("problem.unexpected");
    return i18n.language === "en" ? problem.en : problem.vi;
  };
}
