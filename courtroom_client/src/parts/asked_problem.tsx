/** A question that failed: why, and asking it again. */
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/http";
import { Button } from "./button";
import { Notice, ProblemNotice } from "./notice";

interface Props {
  readonly problem: Problem | null;
  /** Something older is still shown. */
  readonly stale?: boolean;
  readonly again: () => unknown;
}

export function AskedProblem({ problem, stale = false, again }: Props) {
  const { t } = useTranslation();
  if (problem === null) return null;
  if (stale)
    return (
      <Notice role="status">
        <p>{t("staff.offline")}</p>
      </Notice>
    );
  return (
    <>
      <ProblemNotice problem={problem} />
      <div>
        <Button onPress={() => void again()}>{t("problem.again")}</Button>
      </div>
    </>
  );
}
