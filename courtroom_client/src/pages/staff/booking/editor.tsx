/** A hearing filled in and sent; what collides is said, with free times to take instead. */
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { book, type CourtCase, type Person, redraft } from "../../../api/booking";
import type { Booked, CourtPoint } from "../../../api/calendar";
import type { Alternative, Problem } from "../../../api/http";
import { Button } from "../../../parts/button";
import { Choice } from "../../../parts/choice";
import { ErrorSummary, type Wrong } from "../../../parts/error_summary";
import { Field } from "../../../parts/field";
import { useProblemWords } from "../../../parts/notice";
import { Section } from "../../../parts/section";
import { TextField } from "../../../parts/text_field";
import { draftOf, type Form, timeOf, wrongs } from "../../../staff/calendar/draft";
import { asStaff } from "../../../staff/signed_out";
import { Tried } from "../calendar/tried";
import css from "./booking.module.css";
import { CastField } from "./cast_field";
import { PlacesField } from "./places_field";
import { TimesField } from "./times_field";

/** What of the court's directory can be chosen. */
export interface Choices {
  readonly points: readonly CourtPoint[];
  readonly people: readonly Person[];
  readonly cases: readonly CourtCase[];
}

/** Of people and points, by id. */
export function namesIn({ points, people }: Choices): ReadonlyMap<string, string> {
  return new Map([...points, ...people].map(({ id, name }) => [id, name]));
}

const SAVES = { draft: "booking.save", listed: "booking.save_listed" } as const;
const FIELDS: Readonly<Record<string, string>> = { case: "case", room: "room" };

interface Props {
  readonly court: string;
  readonly zone: string;
  readonly choices: Choices;
  readonly known: Booked | null;
  readonly form: Form;
  readonly done: (hearing: string) => void;
  /** Somebody else has changed it since; `known` is read anew by then. */
  readonly changed?: (seen: Booked) => void;
}

export function Editor({ court, zone, choices, known, form: first, done, changed }: Props) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const [form, setForm] = useState(first);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<readonly Wrong[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [reason, setReason] = useState("");
  const listed = known !== null && known.state !== "draft";
  const change = (part: Partial<Form>) => setForm((now) => ({ ...now, ...part }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const found = wrongs(form, zone);
    setSaid(
      found.map(({ what, number }) => ({
        field: FIELDS[what] ?? "",
        words: t(`booking.need.${what}`, { number }),
      })),
    );
    setProblem(null);
    if (listed && reason.trim() === "")
      return setSaid([{ field: "", words: t("booking.need.reason") }]);
    if (found.length === 0) await send();
  }

  async function send() {
    setBusy(true);
    const draft = draftOf(form, zone, known);
    const sent =
      known === null ? book(court, form.case, draft) : redraft(known, draft, reason.trim());
    const answer = await asStaff(sent);
    setBusy(false);
    if (answer.ok) done(answer.value.id);
    else if (answer.problem.code === "request.changed" && known !== null) changed?.(known);
    else if (answer.problem.conflict !== undefined) setProblem(answer.problem);
    else setSaid([{ field: "", words: words(answer.problem) }]);
  }

  function take({ courtroom, sittings }: Alternative) {
    const times = sittings.map((one) => timeOf(one, zone));
    change({ room: courtroom, times, every: "none" });
    setProblem(null);
    setSaid([]);
  }

  const save = known === null ? "booking.save_new" : SAVES[listed ? "listed" : "draft"];
  return (
    <form className={css["form"]} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary title={t("booking.problem")} wrongs={said} />
      {problem !== null && (
        <Tried
          tried={{ is: "refused", problem }}
          zone={zone}
          rooms={choices.points}
          lines={[]}
          names={namesIn(choices)}
          pick={take}
        />
      )}
      {!listed && (
        <What form={form} cases={known === null ? choices.cases : null} change={change} />
      )}
      <TimesField form={form} change={change} />
      <PlacesField form={form} points={choices.points} change={change} />
      <CastField form={form} choices={choices} change={change} />
      {listed && (
        <Section title={t("booking.why")}>
          <p>{t("booking.told_note")}</p>
          <TextField label={t("booking.reason")} value={reason} change={setReason} />
        </Section>
      )}
      <div>
        <Button type="submit" look="primary" isDisabled={busy}>
          {t(busy ? "booking.saving" : save)}
        </Button>
      </div>
    </form>
  );
}

interface WhatProps {
  readonly form: Form;
  /** To choose from; null: the case stands. */
  readonly cases: readonly CourtCase[] | null;
  readonly change: (part: Partial<Form>) => void;
}

function What({ form, cases, change }: WhatProps) {
  const { t } = useTranslation();
  return (
    <Section title={t("booking.what")}>
      {cases !== null && (
        <Choice
          id="case"
          label={t("booking.case")}
          value={form.case}
          options={[
            { value: "", label: t("booking.case_choose") },
            ...cases.map(({ id, number, title }) => ({
              value: id,
              label: `${number} – ${title}`,
            })),
          ]}
          choose={(value) => change({ case: value })}
        />
      )}
      <Field
        id="title"
        label={t("booking.title")}
        hint={t("booking.title_hint")}
        maxLength={200}
        autoComplete="off"
        value={form.title}
        onChange={(event) => change({ title: event.target.value })}
      />
      <Choice
        id="admission"
        label={t("booking.admission")}
        value={form.admission}
        options={(["by_clerk", "open"] as const).map((value) => ({
          value,
          label: t(`booking.admissions.${value}`),
        }))}
        choose={(value) => change({ admission: value === "open" ? "open" : "by_clerk" })}
      />
    </Section>
  );
}
