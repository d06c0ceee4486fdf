/** A spreadsheet tried first: which rows are bad and why; then entered. */
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Court } from "../../../api/accounts";
import { type Imported, importSheet, type Kind } from "../../../api/directory";
import type { Problem } from "../../../api/http";
import { Button } from "../../../parts/button";
import { Field } from "../../../parts/field";
import { Notice, ProblemNotice, useProblemWords } from "../../../parts/notice";
import { Section } from "../../../parts/section";
import { base64 } from "../../../staff/base64";
import { asStaff } from "../../../staff/signed_out";
import css from "../accounts.module.css";
import own from "./directory.module.css";

interface Props {
  readonly court: Court;
  readonly kind: Kind;
  readonly changed: () => void;
  readonly close: () => void;
}

interface Told {
  readonly result: Imported | null;
  readonly problem: Problem | null;
}

const NOTHING: Told = { result: null, problem: null };

export function ImportSheet({ court, kind, changed, close }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<File | null>(null);
  const [told, setTold] = useState<Told>(NOTHING);
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);

  async function send(dry_run: boolean) {
    setMissing(file === null);
    if (file === null || busy) return;
    setBusy(true);
    const sheet = {
      name: file.name,
      content: base64(await file.arrayBuffer()),
      mapping: (await mapping?.text()) ?? "",
      dry_run,
      skip_bad: !dry_run,
    };
    const answer = await asStaff(importSheet(court.id, kind, sheet));
    setBusy(false);
    setTold(
      answer.ok
        ? { result: answer.value, problem: null }
        : { result: null, problem: answer.problem },
    );
    if (answer.ok && answer.value.imported > 0) changed();
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(true);
  };
  const result = told.result;
  return (
    <Section title={t("directory.import.title")}>
      <p>{t("directory.import.lead")}</p>
      <form className={css["form"]} noValidate onSubmit={submit}>
        <Field
          id={`${id}file`}
          type="file"
          accept=".csv,.xlsx"
          label={t("directory.import.file")}
          error={missing ? t("directory.import.need_file") : ""}
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null);
            setTold(NOTHING);
          }}
        />
        <Field
          id={`${id}mapping`}
          type="file"
          accept=".toml"
          label={t("directory.import.mapping")}
          onChange={(event) => setMapping(event.target.files?.[0] ?? null)}
        />
        <div className={css["inline"]}>
          <Button type="submit" look="primary" isDisabled={busy}>
            {t(busy ? "directory.import.working" : "directory.import.preview")}
          </Button>
          <Button onPress={close}>{t("directory.cancel")}</Button>
        </div>
      </form>
      {told.problem !== null && <ProblemNotice problem={told.problem} />}
      {result !== null && result.imported > 0 && (
        <Notice tone="good" role="status">
          <p>{t("directory.import.done", { imported: result.imported })}</p>
        </Notice>
      )}
      {result !== null && result.imported === 0 && (
        <>
          <Notice role="status">
            <p>
              {t("directory.import.result_one", {
                rows: result.rows,
                good: result.good,
                bad: result.bad_rows,
              })}
            </p>
            {result.good === 0 && <p>{t("directory.import.none")}</p>}
          </Notice>
          {result.good > 0 && (
            <div>
              <Button look="primary" isDisabled={busy} onPress={() => void send(false)}>
                {t("directory.import.enter", { good: result.good })}
              </Button>
            </div>
          )}
        </>
      )}
      {result !== null && result.bad.length > 0 && <Bad result={result} />}
    </Section>
  );
}

function Bad({ result }: { result: Imported }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const title = t("directory.import.bad");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={own["scroll"]} aria-label={title} tabIndex={0}>
      <table className={own["bad"]}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("directory.import.line")}</th>
            <th scope="col">{t("directory.import.why")}</th>
          </tr>
        </thead>
        <tbody>
          {result.bad.map((row) => (
            <tr key={row.line}>
              <td>{row.line}</td>
              <td>{words(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
