/** What is asked at each step of signing in. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Enrolment } from "../../api/staff";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy_button";
import { Field } from "../../parts/field";
import { Notice } from "../../parts/notice";
import { Qr } from "../../parts/qr";
import { digits, grouped, type Typed } from "../../staff/signing_in";
import css from "./sign_in.module.css";

export interface StepProps {
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
  /** What is wrong with a field, or "". */
  readonly wrong: (field: keyof Typed) => string;
}

export function PasswordStep({ typed, change, wrong }: StepProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <>
      <h1>{t("staff.sign_in.title")}</h1>
      <p>{t("staff.sign_in.lead")}</p>
      <Field
        id="user"
        label={t("staff.sign_in.user")}
        error={wrong("user")}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={typed.user}
        onChange={(event) => change({ user: event.target.value })}
      />
      <Field
        id="password"
        label={t("staff.sign_in.password")}
        error={wrong("password")}
        type={shown ? "text" : "password"}
        autoComplete="current-password"
        value={typed.password}
        onChange={(event) => change({ password: event.target.value })}
        beside={
          <Button onPress={() => setShown(!shown)}>
            {t(shown ? "staff.sign_in.hide" : "staff.sign_in.show")}
          </Button>
        }
      />
    </>
  );
}

export function CodeStep(props: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t("staff.sign_in.code_title")}</h1>
      <p>{t("staff.sign_in.code_lead")}</p>
      <Code {...props} hint={t("staff.sign_in.code_hint")} />
    </>
  );
}

export function EnrolStep({
  enrolment,
  ...props
}: StepProps & { enrolment: Omit<Enrolment, "state"> }) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t("staff.sign_in.enrol_title")}</h1>
      <p>{t("staff.sign_in.enrol_lead")}</p>
      <ol className={css["steps"]}>
        <li>
          <p>{t("staff.sign_in.enrol_scan")}</p>
          <Qr text={enrolment.uri} label={t("staff.sign_in.qr")} />
          <p>{t("staff.sign_in.enrol_type")}</p>
          <p className={css["secret"]}>
            <code>{grouped(enrolment.secret)}</code>
          </p>
          <div className={css["doors"]}>
            <CopyButton text={enrolment.secret}>{t("staff.sign_in.copy")}</CopyButton>
          </div>
          <Notice>
            <p>{t("staff.sign_in.enrol_secret")}</p>
          </Notice>
        </li>
        <li>
          <p>{t("staff.sign_in.enrol_code")}</p>
          <Code {...props} hint={t("staff.sign_in.code_hint")} />
        </li>
      </ol>
    </>
  );
}

function Code({ typed, change, wrong, hint }: StepProps & { hint: string }) {
  const { t } = useTranslation();
  return (
    <Field
      id="code"
      label={t("staff.sign_in.code")}
      hint={hint}
      error={wrong("code")}
      narrow
      inputMode="numeric"
      autoComplete="one-time-code"
      value={typed.code}
      onChange={(event) => change({ code: digits(event.target.value) })}
    />
  );
}
