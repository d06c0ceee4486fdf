/** Asks what was answered; says what follows where a hearing leaves the screen by it. */
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Deadline, type Given, give } from "../../api/deadlines";
import type { Problem } from "../../api/http";
import { Button } from "../../parts/button";
import { Choice } from "../../parts/choice";
import dialog from "../../parts/confirm_dialog.module.css";
import { Dialog } from "../../parts/dialog";
import { Notice, ProblemNotice } from "../../parts/notice";
import { TextField } from "../../parts/text_field";
import type { answersTo } from "../../staff/answers";
import { asStaff } from "../../staff/signed_out";

interface Props {
  readonly deadline: Deadline;
  readonly answers: ReturnType<typeof answersTo>;
  readonly leave: (done: boolean) => void;
}

export function AnswerDialog({ deadline, answers, leave }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [answer, setAnswer] = useState<Given>(answers[0]?.answer ?? "done");
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const needed = answers.find((one) => one.answer === answer)?.note === "needed";

  async function send() {
    setBusy(true);
    setProblem(null);
    const told = await asStaff(give(deadline, answer, note.trim()));
    setBusy(false);
    if (told.ok) leave(true);
    else setProblem(told.problem);
  }

  return (
    <Dialog title={t(`deadlines.key.${deadline.key}`)} leave={() => leave(false)}>
      <form
        className={dialog["form"]}
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void send();
        }}
      >
        <Choice
          id={id}
          label={t("deadlines.choose")}
          value={answer}
          options={answers.map((one) => ({
            value: one.answer,
            label: one.answer === "moot" ? "" : t(`deadlines.given.${one.answer}`),
          }))}
          choose={(chosen) => setAnswer(chosen as Given)}
        />
        {against(deadline, answer) && (
          <Notice role="status">
            <p>{t("deadlines.moves")}</p>
          </Notice>
        )}
        <TextField label={t(noteOf(needed, answer))} value={note} change={setNote} />
        {problem !== null && <ProblemNotice problem={problem} />}
        <div className={dialog["answers"]}>
          <Button onPress={() => leave(false)}>{t("desk.cancel")}</Button>
          <Button
            type="submit"
            look={against(deadline, answer) ? "danger" : "primary"}
            isDisabled={busy || (needed && note.trim() === "")}
          >
            {t("deadlines.send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The server knows the case's type and decides; the page warns where it may come to that. */
function against({ key }: Deadline, answer: Given): boolean {
  return answer === "not_simple" || (key === "procuracy" && answer === "disagrees");
}

function noteOf(needed: boolean, answer: Given) {
  if (!needed) return "deadlines.note";
  return answer === "waived" ? "deadlines.note_reason" : "deadlines.note_document";
}
