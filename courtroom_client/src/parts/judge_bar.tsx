/** The one bar of judge and clerk: who has the floor, who is missing, the next step. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { HearingState } from "../generated/protocol";
import type { Step } from "../hearing/desk";
import { arrivals, floor, missing } from "../hearing/lobby";
import { hasEnded } from "../hearing/status";
import type { Steps } from "../hearing/use_steps";
import { Button } from "./button";
import css from "./judge_bar.module.css";
import { ProblemNotice } from "./notice";
import { StepDialog } from "./step_dialog";

interface Props {
  readonly state: HearingState;
  readonly steps: Steps;
  readonly open: boolean;
  readonly toggle: () => void;
}

export function JudgeBar({ state, steps, open, toggle }: Props) {
  const { t } = useTranslation();
  const waiting = arrivals(state).reduce((sum, group) => sum + group.waiting.length, 0);
  if (hasEnded(state.status)) return null;
  return (
    <section className={css["bar"]} aria-label={t("desk.title")}>
      <dl className={css["facts"]}>
        <Fact name={t("court.bar.floor")} value={floorWords(t, state)} />
        <Fact name={t("court.bar.missing")} value={missingWords(t, state)} />
      </dl>
      <div className={css["steps"]}>
        {steps.busy && <p role="status">{t("desk.waiting")}</p>}
        {steps.rows
          .filter(({ aside }) => !aside)
          .map((step, place) => (
            <StepButton key={step.command} steps={steps} step={step} first={place === 0} />
          ))}
        <Button aria-expanded={open} aria-keyshortcuts="Alt+B" onPress={toggle}>
          {t(open ? "court.desk.close" : "court.desk.open")}
          {waiting > 0 && (
            <span className={css["waiting"]}>{t("court.bar.waiting", { count: waiting })}</span>
          )}
        </Button>
      </div>
      {steps.problem !== null && <ProblemNotice problem={steps.problem} />}
      <StepDialog steps={steps} />
    </section>
  );
}

function StepButton({ steps, step, first }: { steps: Steps; step: Step; first: boolean }) {
  const { t } = useTranslation();
  const { command, asks } = step;
  const final = asks === "yes";
  return (
    <Button
      look={final ? "danger" : first ? "primary" : "plain"}
      isDisabled={steps.busy}
      aria-keyshortcuts={final ? "Alt+X" : "Alt+N"}
      onPress={() => steps.take(step)}
    >
      {t(command === "adjourn" ? "court.step.adjourn" : `desk.${command}`)}
    </Button>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={css["fact"]}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function floorWords(t: TFunction, state: HearingState): string {
  const who = floor(state);
  return who.is === "some" ? who.names.join("; ") : t(`court.bar.floor_${who.is}`);
}

const NAMED = 3; // the tiles name them all

function missingWords(t: TFunction, state: HearingState): string {
  const gone = missing(state);
  if (gone.length === 0) return t("court.bar.missing_nobody");
  const words = gone.slice(0, NAMED).map(({ name, people }) => {
    const role = people[0] === undefined ? "" : t(`role.${people[0].role}`);
    return gone.length === 1 ? `${role} ${name}` : role || name;
  });
  const more = gone.length - NAMED;
  return [...words, ...(more > 0 ? [t("court.bar.more", { count: more })] : [])].join(", ");
}
