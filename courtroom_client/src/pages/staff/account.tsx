/** One's own account: what it may do where, and another password. */
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/http";
import { changePassword, type Me } from "../../api/staff";
import { AskedProblem } from "../../parts/asked_problem";
import { Button } from "../../parts/button";
import { ErrorSummary, type Wrong } from "../../parts/error_summary";
import { Field } from "../../parts/field";
import { Notice, useProblemWords } from "../../parts/notice";
import { Offices } from "../../parts/offices";
import { Section } from "../../parts/section";
import { StaffSheet } from "../../parts/staff_sheet";
import { asStaff } from "../../staff/signed_out";
import { useMe } from "../../staff/use_me";
import css from "./accounts.module.css";

export default function Account() {
  const { t } = useTranslation();
  const { me, problem, again } = useMe();
  return (
    <StaffSheet me={me} at="account">
      <h1>{t("staff.account.title")}</h1>
      <AskedProblem problem={problem} stale={me !== null} again={again} />
      {me === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {me !== null && (
        <>
          <Facts me={me} />
          <Section title={t("staff.account.change")}>
            <p>{t("staff.account.lead")}</p>
            <Password />
          </Section>
        </>
      )}
    </StaffSheet>
  );
}

function Facts({ me }: { me: Me }) {
  const { t } = useTranslation();
  const factor = me.second_factor ? "staff.accounts.factor_set" : "staff.accounts.factor_none";
  return (
    <dl className={css["facts"]}>
      <dt>{t("staff.accounts.name")}</dt>
      <dd>{me.name}</dd>
      <dt>{t("staff.accounts.user")}</dt>
      <dd>{me.user}</dd>
      <dt>{t("staff.accounts.offices")}</dt>
      <dd>
        <Offices offices={me.roles} />
      </dd>
      <dt>{t("staff.accounts.factor")}</dt>
      <dd>{t(factor)}</dd>
    </dl>
  );
}

const FIELDS = ["present", "fresh"] as const;
type FieldName = (typeof FIELDS)[number];

function Password() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState({ present: "", fresh: "" });
  const [wrongs, setWrongs] = useState<readonly Wrong[]>([]);
  const [done, setDone] = useState(false);
  const words = useProblemWords();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setDone(false);
    const empty = FIELDS.filter((field) => typed[field] === "");
    setWrongs(empty.map((field) => ({ field, words: t(`staff.account.need_${field}`) })));
    if (empty.length > 0) return;
    const answer = await asStaff(changePassword(typed.present, typed.fresh));
    if (!answer.ok) return setWrongs([refused(answer.problem)]);
    setTyped({ present: "", fresh: "" });
    setDone(true);
  }

  function refused(problem: Problem): Wrong {
    if (problem.code === "staff.credentials")
      return { field: "present", words: t("staff.account.wrong") };
    const field = problem.code.startsWith("password.") ? "fresh" : "";
    return { field, words: words(problem) };
  }

  const field = (name: FieldName) => ({
    id: name,
    label: t(`staff.account.${name}`),
    type: "password",
    error: wrongs.find((one) => one.field === name)?.words ?? "",
    value: typed[name],
  });
  const change = (name: FieldName, value: string) =>
    setTyped((now) => ({ ...now, [name]: value }));
  return (
    <form className={css["form"]} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary title={t("problem.title")} wrongs={wrongs} />
      {done && (
        <Notice tone="good" role="status">
          <p>{t("staff.account.done")}</p>
        </Notice>
      )}
      <Field
        {...field("present")}
        autoComplete="current-password"
        onChange={(event) => change("present", event.target.value)}
      />
      <Field
        {...field("fresh")}
        hint={t("staff.account.hint")}
        autoComplete="new-password"
        onChange={(event) => change("fresh", event.target.value)}
      />
      <div>
        <Button type="submit" look="primary">
          {t("staff.account.save")}
        </Button>
      </div>
    </form>
  );
}
