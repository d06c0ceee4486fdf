/** A technical check booked at a point, by the court's clocks. */
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { bookCheck } from "../../../api/directory";
import { zoned } from "../../../base/zoned";
import { Button } from "../../../parts/button";
import { ErrorSummary } from "../../../parts/error_summary";
import { Field } from "../../../parts/field";
import { useProblemWords } from "../../../parts/notice";
import { Section } from "../../../parts/section";
import { asStaff } from "../../../staff/signed_out";
import css from "../accounts.module.css";
import own from "./directory.module.css";

interface Props {
  readonly point: string;
  readonly zone: string;
  readonly booked: () => void;
}

export function BookCheck({ point, zone, booked }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [wrong, setWrong] = useState("");
  const words = useProblemWords();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const [starts, ends] = [zoned(from, zone), zoned(to, zone)];
    if (starts === "" || ends === "") return setWrong(t("directory.point.need_time"));
    const answer = await asStaff(bookCheck(point, starts, ends));
    setWrong(answer.ok ? "" : words(answer.problem));
    if (!answer.ok) return;
    setFrom("");
    setTo("");
    booked();
  }

  return (
    <Section title={t("directory.point.book")}>
      <p>{t("directory.point.book_lead", { zone })}</p>
      <form className={css["form"]} noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary
          title={t("problem.title")}
          wrongs={wrong === "" ? [] : [{ field: "", words: wrong }]}
        />
        <div className={own["two"]}>
          <Field
            id={`${id}from`}
            type="datetime-local"
            label={t("directory.point.from")}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <Field
            id={`${id}to`}
            type="datetime-local"
            label={t("directory.point.to")}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </div>
        <div>
          <Button type="submit" look="primary">
            {t("directory.point.book_do")}
          </Button>
        </div>
      </form>
    </Section>
  );
}
