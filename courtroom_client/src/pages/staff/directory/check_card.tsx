/** One technical check: when, what came of it and who says so; its result entered here. */
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Check,
  callOff,
  enterResult,
  type Item,
  type Outcome,
} from "../../../api/directory";
import type { Answer } from "../../../api/http";
import { courtTime } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Choice } from "../../../parts/choice";
import { ErrorSummary } from "../../../parts/error_summary";
import { Field } from "../../../parts/field";
import { useProblemWords } from "../../../parts/notice";
import { WordsChoice } from "../../../parts/words_choice";
import { asStaff } from "../../../staff/signed_out";
import css from "../accounts.module.css";
import own from "./directory.module.css";

interface Props {
  readonly check: Check;
  readonly zone: string;
  readonly writes: boolean;
  readonly changed: () => void;
}

export function CheckCard({ check, zone, writes, changed }: Props) {
  const { t } = useTranslation();
  const open = check.result === null && check.cancelled_at === null;
  const items = (some: readonly Item[]) =>
    some.map((item) => t(`directory.item.${item}`)).join(", ");
  return (
    <li className={css["card"]}>
      <h3>
        {courtTime(check.starts_at, zone)} – {courtTime(check.ends_at, zone)}
      </h3>
      {check.hearing !== null && (
        <p>
          <a href={`/hearings/${check.hearing}/edit`}>{t("directory.point.for_hearing")}</a>
        </p>
      )}
      <p className={own[check.result ?? "planned"]}>{t(said(check))}</p>
      {check.checked.length > 0 && (
        <p>
          {t("directory.point.checked")}: {items(check.checked)}
        </p>
      )}
      {check.faults.length > 0 && (
        <p>
          {t("directory.point.faults")}: {items(check.faults)}
        </p>
      )}
      {check.note !== "" && <p>{check.note}</p>}
      {check.done_at !== null && (
        <p className={css["quiet"]}>
          {t("directory.point.by", {
            name: check.done_by_name ?? check.done_by ?? "",
            time: courtTime(check.done_at, zone),
          })}
        </p>
      )}
      {open && writes && <Result check={check} changed={changed} />}
    </li>
  );
}

function said(check: Check) {
  if (check.cancelled_at !== null) return "directory.point.off";
  if (check.result === null) return "directory.point.pending";
  return `directory.point.${check.result}` as const;
}

const ITEMS: readonly Item[] = [
  "network",
  "camera",
  "microphone",
  "loudspeaker",
  "display",
  "document_camera",
  "recording",
  "backup_power",
];
const RESULTS = ["passed", "failed"] as const;
const FRESH: Outcome = { result: "passed", checked: [], faults: [], note: "" };

function Result({ check, changed }: { check: Check; changed: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState(FRESH);
  const [wrong, setWrong] = useState("");
  const words = useProblemWords();
  const change = (part: Partial<Outcome>) => setOutcome((now) => ({ ...now, ...part }));

  async function ask(asked: Promise<Answer<Check>>) {
    const answer = await asStaff(asked);
    setWrong(answer.ok ? "" : words(answer.problem));
    if (answer.ok) changed();
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(enterResult(check.id, outcome));
  };
  return (
    <>
      <ErrorSummary
        title={t("problem.title")}
        wrongs={wrong === "" ? [] : [{ field: "", words: wrong }]}
      />
      {open ? (
        <form className={css["form"]} noValidate onSubmit={submit}>
          <Choice
            id={`${id}result`}
            label={t("directory.point.result")}
            value={outcome.result}
            options={RESULTS.map((value) => ({ value, label: t(`directory.point.${value}`) }))}
            choose={(value) => change({ result: value as Outcome["result"], faults: [] })}
          />
          <WordsChoice
            label={t("directory.point.checked")}
            words={ITEMS}
            named={(item) => t(`directory.item.${item}`)}
            chosen={outcome.checked}
            choose={(checked) => change({ checked })}
          />
          {outcome.result === "failed" && (
            <WordsChoice
              label={t("directory.point.faults")}
              words={ITEMS}
              named={(item) => t(`directory.item.${item}`)}
              chosen={outcome.faults}
              choose={(faults) => change({ faults })}
            />
          )}
          <Field
            id={`${id}note`}
            label={t("directory.field.note")}
            value={outcome.note}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => change({ note: event.target.value })}
          />
          <div className={css["inline"]}>
            <Button type="submit" look="primary">
              {t("directory.save")}
            </Button>
            <Button onPress={() => setOpen(false)}>{t("directory.cancel")}</Button>
          </div>
        </form>
      ) : (
        <div className={css["inline"]}>
          <Button look="primary" onPress={() => setOpen(true)}>
            {t("directory.point.enter_result")}
          </Button>
          <Button onPress={() => void ask(callOff(check.id))}>
            {t("directory.point.call_off")}
          </Button>
        </div>
      )}
    </>
  );
}
