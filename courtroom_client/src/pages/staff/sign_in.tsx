/** Signing in: a password, then a code; the first time, the app that makes the codes. */
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/http";
import { type Me, me, signIn } from "../../api/staff";
import { go } from "../../base/go";
import { Button } from "../../parts/button";
import { ErrorSummary, type Wrong } from "../../parts/error_summary";
import { Notice, useProblemWords } from "../../parts/notice";
import { StaffSheet } from "../../parts/staff_sheet";
import {
  fieldOf,
  lacks,
  locked,
  minutes,
  next,
  type Step,
  type Typed,
} from "../../staff/signing_in";
import { useCountdown } from "../../staff/use_countdown";
import { wayBack } from "../../staff/way_back";
import css from "./sign_in.module.css";
import { CodeStep, EnrolStep, PasswordStep, type StepProps } from "./sign_in_steps";

export default function SignIn({ to }: { to: string }) {
  const { t } = useTranslation();
  const [known, setKnown] = useState<Me | null>(null);
  useEffect(() => {
    void me().then((answer) => setKnown(answer.ok ? answer.value : null));
  }, []);
  const on = () => go(wayBack(to, location.origin), true);
  return (
    <StaffSheet me={null}>
      <div className={css["sheet"]}>
        {known === null ? (
          <Steps on={on} />
        ) : (
          <>
            <h1>{t("staff.sign_in.title")}</h1>
            <p>{t("staff.sign_in.already", { name: known.name })}</p>
            <div>
              <Button look="primary" onPress={on}>
                {t("staff.sign_in.go_on")}
              </Button>
            </div>
          </>
        )}
      </div>
    </StaffSheet>
  );
}

function Steps({ on }: { on: () => void }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>(FIRST);
  const [typed, setTyped] = useState<Typed>({ user: "", password: "", code: "" });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [empty, setEmpty] = useState<readonly (keyof Typed)[]>([]);
  const wait = useCountdown(locked(problem), problem);
  const wrongs = useWrongs(empty, problem);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || wait > 0) return;
    const lacking = lacks(step, typed);
    setEmpty(lacking);
    setProblem(null);
    if (lacking.length > 0) return;
    setBusy(true);
    const code = step.is === "password" ? null : typed.code;
    const outcome = next(step, await signIn(typed.user, typed.password, code));
    setBusy(false);
    setProblem(outcome.problem);
    setTyped((now) => ({ ...now, code: "" }));
    setStep(outcome.step);
    if (outcome.step.is === "in") on();
  }

  function back() {
    setStep(FIRST);
    setProblem(null);
    setEmpty([]);
  }

  const shared = {
    typed,
    wrong: (field: string) => wrongs.find((one) => one.field === field)?.words ?? "",
    change: (part: Partial<Typed>) => setTyped((now) => ({ ...now, ...part })),
  };
  return (
    <form className={css["form"]} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary title={t("staff.sign_in.problem")} wrongs={wrongs} />
      {locked(problem) > 0 && <Locked left={wait} />}
      <Asked step={step} {...shared} />
      <div className={css["doors"]}>
        <Button type="submit" look="primary" isDisabled={busy || wait > 0}>
          {t(busy ? "staff.sign_in.working" : NEXT[step.is])}
        </Button>
        {step.is !== "password" && <Button onPress={back}>{t("staff.sign_in.back")}</Button>}
      </div>
      {step.is !== "enrol" && <p className={css["quiet"]}>{t("staff.sign_in.forgotten")}</p>}
    </form>
  );
}

function Asked({ step, ...shared }: StepProps & { step: Step }) {
  switch (step.is) {
    case "code":
      return <CodeStep {...shared} />;
    case "enrol":
      return <EnrolStep {...shared} enrolment={step} />;
    default:
      return <PasswordStep {...shared} />;
  }
}

function Locked({ left }: { left: number }) {
  const { t } = useTranslation();
  if (left === 0)
    return (
      <Notice tone="good" role="status">
        <p>{t("staff.sign_in.wait_over")}</p>
      </Notice>
    );
  return (
    <Notice role="timer">
      <p>{t("staff.sign_in.wait", { time: minutes(left) })}</p>
    </Notice>
  );
}

/** What is wrong now, in the language spoken now; the same list until it changes. */
function useWrongs(empty: readonly (keyof Typed)[], problem: Problem | null): readonly Wrong[] {
  const { t } = useTranslation();
  const words = useProblemWords();
  const said: Wrong[] = empty.map((field) => ({ field, words: t(NEEDED[field]) }));
  if (problem !== null) said.push({ field: fieldOf(problem), words: words(problem) });
  const [kept, setKept] = useState<readonly Wrong[]>(said);
  if (JSON.stringify(kept) === JSON.stringify(said)) return kept;
  setKept(said);
  return said;
}

const FIRST: Step = { is: "password" };
const NEEDED = {
  user: "staff.sign_in.need_user",
  password: "staff.sign_in.need_password",
  code: "staff.sign_in.need_code",
} as const;
const NEXT = {
  password: "staff.sign_in.next",
  code: "staff.sign_in.enter",
  enrol: "staff.sign_in.enrol_finish",
  in: "staff.sign_in.working",
} as const;
