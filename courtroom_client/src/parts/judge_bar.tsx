/** The one bar of judge and clerk: who has the floor, who is missing, the next step. */
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { HearingState, Seat } from "../generated/protocol";
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
  readonly own: Seat;
  readonly steps: Steps;
  readonly open: boolean;
  readonly toggle: () => void;
}

export function JudgeBar({ state, own, steps, open, toggle }: Props) {
  const { t } = useTranslation();
  const waiting = arrivals(state).reduce((sum, group) => sum + group.waiting.length, 0);
  if (hasEnded(state.status)) return null;
  return (
    <section className={css["bar"]} aria-label={t("desk.title")}>
      <dl className={css["facts"]}>
        <Fact name={t("court.bar.floor")}>{floorWords(t, state)}</Fact>
        <Fact name={t("court.bar.missing")}>
          <Missing state={state} own={own} />
        </Fact>
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

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css["fact"]}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function floorWords(t: TFunction, state: HearingState): string {
  const who = floor(state);
  return who.is === "some" ? who.names.join("; ") : t(`court.bar.floor_${who.is}`);
}

const NAMED = 2; // the bar stays short on a phone

/** Who is not there: the first by name, everybody at a press. */
function Missing({ state, own }: { state: HearingState; own: Seat }) {
  const { t } = useTranslation();
  const people = missing(state, own.id).flatMap(({ people, name }) =>
    people.length > 0
      ? people.map(({ role, display }) => ({ role: t(`role.${role}`), name: display }))
      : [{ role: "", name }],
  );
  const whole = people.map(({ role, name }) => `${role} ${name}`.trim());
  if (people.length === 0) return t("court.bar.missing_nobody");
  if (people.length === 1) return whole[0];
  const names = people
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join(", ");
  const [total, more] = [people.length, people.length - NAMED];
  if (more === 0) return names;
  return (
    <details className={css["missing"]}>
      <summary>{t("court.bar.missing_some", { total, names, more })}</summary>
      <ul>
        {whole.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </details>
  );
}
