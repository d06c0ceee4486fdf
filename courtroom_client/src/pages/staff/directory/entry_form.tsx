/** An entry filled in: a new one, or what is known of one changed. */

import type { TFunction } from "i18next";
import { type FormEvent, useCallback, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type AnyEntry,
  addEntry,
  changeEntry,
  type Fields,
  type Shelf,
  theEntry,
} from "../../../api/directory";
import type { Role } from "../../../generated/protocol";
import { vi } from "../../../language/vi";
import { Button } from "../../../parts/button";
import { Choice } from "../../../parts/choice";
import { ErrorSummary } from "../../../parts/error_summary";
import { Field } from "../../../parts/field";
import { Notice, useProblemWords } from "../../../parts/notice";
import { WordsChoice } from "../../../parts/words_choice";
import {
  ENTRY_FIELDS,
  type EntryField,
  fieldsOf,
  type Typed,
  typedOf,
  UnknownParty,
} from "../../../staff/entry_fields";
import { asStaff } from "../../../staff/signed_out";
import css from "../accounts.module.css";
import own from "./directory.module.css";

interface Props {
  /** Whose entry it is; of a court itself: "". */
  readonly court: string;
  readonly kind: Shelf;
  readonly entry: AnyEntry | null;
  readonly done: () => void;
  readonly cancel: () => void;
}

const ROLES = (Object.keys(vi.role) as Role[]).filter((role) => role !== "room_device");

export function EntryForm({ court, kind, entry, done, cancel }: Props) {
  const { t } = useTranslation();
  const { newer, again } = useNewer(kind, entry);
  const [changed, setChanged] = useState(false);
  const named = (role: Role) => t(`role.${role}`);
  const [typed, setTyped] = useState<Typed>(() => typedOf(kind, entry, named));
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const words = useProblemWords();
  const fields = ENTRY_FIELDS[kind].filter(
    (field) => entry === null || !("once" in field && field.once),
  );

  async function submit(event: FormEvent) {
    event.preventDefault();
    const asked = busy ? null : filled();
    if (asked === null) return;
    setBusy(true);
    const answer = await asStaff(sent(asked));
    setBusy(false);
    if (answer.ok) return done();
    const late = answer.problem.code === "request.changed";
    if (late) await again();
    setChanged(late);
    setWrong(late ? "" : words(answer.problem));
  }

  function sent(asked: Fields) {
    if (entry === null) return addEntry(kind, court, asked);
    return changeEntry(kind, entry.id, asked, newer?.mark ?? "");
  }

  function filled() {
    try {
      const roles = new Map(ROLES.map((role) => [named(role).toLowerCase(), role]));
      return fieldsOf(kind, typed, entry, roles);
    } catch (error) {
      if (!(error instanceof UnknownParty)) throw error;
      const known = ROLES.map(named).join(", ");
      setWrong(t("directory.party_unknown", { line: error.message, known }));
      return null;
    }
  }

  return (
    <form className={css["form"]} noValidate onSubmit={(event) => void submit(event)}>
      {entry === null && <h2>{t(`directory.new.${kind}`)}</h2>}
      <ErrorSummary
        title={t("problem.title")}
        wrongs={wrong === "" ? [] : [{ field: "", words: wrong }]}
      />
      {changed && newer !== null && (
        <Notice role="alert">
          <p>{t("directory.changed")}</p>
          <Button
            small
            onPress={() => {
              setTyped(typedOf(kind, newer.entry, named));
              setChanged(false);
            }}
          >
            {t("directory.take_newer")}
          </Button>
        </Notice>
      )}
      {fields.map((field) => (
        <Filled
          key={field.name}
          field={field}
          value={typed[field.name] ?? ""}
          change={(value) => setTyped((now) => ({ ...now, [field.name]: value }))}
        />
      ))}
      <div className={css["inline"]}>
        <Button type="submit" look="primary" isDisabled={busy}>
          {t("directory.save")}
        </Button>
        <Button onPress={cancel}>{t("directory.cancel")}</Button>
      </div>
    </form>
  );
}

/** The entry as it is now with its mark: when the form is opened, and when somebody changed it. */
function useNewer(kind: Shelf, entry: AnyEntry | null) {
  const [newer, setNewer] = useState<{ entry: AnyEntry; mark: string } | null>(null);
  const id = entry?.id ?? "";
  const again = useCallback(async () => {
    if (id === "") return;
    const answer = await asStaff(theEntry(kind, id));
    if (answer.ok) setNewer(answer.value);
  }, [kind, id]);
  useEffect(() => void again(), [again]);
  return { newer, again };
}

interface FilledProps {
  readonly field: EntryField;
  readonly value: string | readonly string[];
  readonly change: (value: string | readonly string[]) => void;
}

function Filled({ field, value, change }: FilledProps) {
  const { t } = useTranslation();
  const id = useId();
  const label = t(`directory.field.${field.name}`);
  const text = typeof value === "string" ? value : "";
  const chosen = typeof value === "string" ? [] : value;
  switch (field.how) {
    case "one":
      return (
        <Choice
          id={id}
          label={label}
          value={text}
          options={field.words.map((word) => ({
            value: word,
            label: t(`directory.word.${word}`),
          }))}
          choose={change}
        />
      );
    case "some":
      return (
        <WordsChoice
          label={label}
          words={field.words}
          named={(word) => t(`directory.word.${word}`)}
          chosen={chosen}
          choose={change}
        />
      );
    case "roles":
      return (
        <WordsChoice
          label={label}
          hint={t("directory.hint.roles")}
          words={ROLES}
          named={(role) => t(`role.${role}`)}
          chosen={chosen}
          choose={change}
        />
      );
    case "parties":
      return (
        <div className={own["lines"]}>
          <label className={own["label"]} htmlFor={id}>
            {label}
          </label>
          <p className={own["hint"]} id={`${id}hint`}>
            {t("directory.hint.parties")}
          </p>
          <textarea
            id={id}
            className={own["text"]}
            aria-describedby={`${id}hint`}
            value={text}
            onChange={(event) => change(event.target.value)}
          />
        </div>
      );
    default:
      return (
        <Field
          id={id}
          label={label}
          {...hintOf(field.name, t)}
          inputMode={field.how === "number" ? "numeric" : "text"}
          autoComplete="off"
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      );
  }
}

const HINTED = ["hours", "zone"] as const;

function hintOf(name: string, t: TFunction): { readonly hint?: string } {
  const hinted = HINTED.find((one) => one === name);
  return hinted === undefined ? {} : { hint: t(`directory.hint.${hinted}`) };
}
