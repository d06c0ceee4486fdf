/** A new account: name, first password, offices, who they are in the directory. */
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { addAccount, type NewAccount } from "../../api/accounts";
import type { Problem } from "../../api/http";
import { Button } from "../../parts/button";
import { ErrorSummary, type Wrong } from "../../parts/error_summary";
import { Field } from "../../parts/field";
import { useProblemWords } from "../../parts/notice";
import { Section } from "../../parts/section";
import { asStaff } from "../../staff/signed_out";
import type { Directory } from "./accounts";
import css from "./accounts.module.css";
import { OfficesField } from "./offices_field";
import { PeopleField } from "./people_field";

interface Props {
  readonly directory: Directory;
  readonly done: () => void;
  readonly cancel: () => void;
}

const EMPTY: NewAccount = { user: "", name: "", password: "", roles: [], people: [] };
const NEEDED = ["user", "name", "password"] as const;
const FIELDS: Readonly<Record<string, string>> = {
  "staff.user": "user",
  "staff.user_taken": "user",
  "password.short": "password",
  "password.long": "password",
};

export function AddAccount({ directory, done, cancel }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(EMPTY);
  const [busy, setBusy] = useState(false);
  const [wrongs, setWrongs] = useState<readonly Wrong[]>([]);
  const words = useProblemWords();
  const change = (part: Partial<NewAccount>) => setAsked((now) => ({ ...now, ...part }));
  const wrong = (field: string) => wrongs.find((one) => one.field === field)?.words ?? "";

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const empty = NEEDED.filter((field) => asked[field].trim() === "");
    setWrongs(
      empty.map((field) => ({
        field,
        words: t("staff.accounts.need", { what: t(`staff.accounts.${field}`).toLowerCase() }),
      })),
    );
    if (empty.length > 0) return;
    setBusy(true);
    const answer = await asStaff(addAccount(asked));
    setBusy(false);
    if (answer.ok) done();
    else setWrongs([of(answer.problem)]);
  }

  const of = (problem: Problem) => ({
    field: FIELDS[problem.code] ?? "",
    words: words(problem),
  });

  return (
    <Section title={t("staff.accounts.add_title")}>
      <form className={css["form"]} noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary title={t("problem.title")} wrongs={wrongs} />
        <Field
          id="user"
          label={t("staff.accounts.user")}
          hint={t("staff.accounts.user_hint")}
          error={wrong("user")}
          autoComplete="off"
          autoCapitalize="none"
          value={asked.user}
          onChange={(event) => change({ user: event.target.value })}
        />
        <Field
          id="name"
          label={t("staff.accounts.name")}
          error={wrong("name")}
          autoComplete="off"
          value={asked.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <Field
          id="password"
          label={t("staff.accounts.password")}
          hint={t("staff.accounts.password_hint")}
          error={wrong("password")}
          autoComplete="new-password"
          value={asked.password}
          onChange={(event) => change({ password: event.target.value })}
        />
        <OfficesField
          posts={asked.roles}
          courts={directory.courts}
          change={(roles) => change({ roles })}
        />
        <PeopleField
          chosen={asked.people}
          directory={directory}
          change={(people) => change({ people })}
        />
        <div className={css["inline"]}>
          <Button type="submit" look="primary" isDisabled={busy}>
            {t(busy ? "staff.accounts.making" : "staff.accounts.save")}
          </Button>
          <Button onPress={cancel}>{t("staff.accounts.cancel")}</Button>
        </div>
      </form>
    </Section>
  );
}
