/** A technical check booked at a point, by the court's clocks; of a hearing, if it is made for one. */
import { type FormEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { theBooked } from "../../../api/calendar";
import { bookCheck, type Point } from "../../../api/directory";
import type { Problem } from "../../../api/http";
import { courtDay, courtTime, dayAfter } from "../../../language/format";
import "../../../language/calendar_words";
import { AskedProblem } from "../../../parts/asked_problem";
import { Button } from "../../../parts/button";
import { ErrorSummary } from "../../../parts/error_summary";
import { useProblemWords } from "../../../parts/notice";
import { Section } from "../../../parts/section";
import { spanOf, type Time, timeOf } from "../../../staff/calendar/draft";
import { asStaff } from "../../../staff/signed_out";
import { useAsked } from "../../../staff/use_asked";
import css from "../accounts.module.css";
import { TimeFields } from "../booking/times_field";
import { Tried } from "../calendar/tried";

interface Props {
  readonly point: Point;
  readonly zone: string;
  /** The hearing it is made for, or "". */
  readonly hearing: string;
  readonly booked: () => void;
}

const HALF_AN_HOUR = { start: "08:00", end: "08:30" };

export function BookCheck({ point, zone, hearing, booked }: Props) {
  const { t } = useTranslation();
  const [time, setTime] = useState<Time>(() => ({
    day: dayAfter(courtDay(new Date(), zone), 1),
    ...HALF_AN_HOUR,
  }));
  const [wrong, setWrong] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const words = useProblemWords();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const span = spanOf(time, zone);
    setProblem(null);
    setWrong(span === null ? t("directory.point.need_time") : "");
    if (span === null || busy) return;
    setBusy(true);
    const answer = await asStaff(bookCheck(point.id, span, hearing));
    setBusy(false);
    if (answer.ok) booked();
    else if (answer.problem.conflict !== undefined) setProblem(answer.problem);
    else setWrong(words(answer.problem));
  }

  return (
    <Section title={t("directory.point.book")}>
      <p>{t("directory.point.book_lead", { zone })}</p>
      {hearing !== "" && <ForHearing id={hearing} />}
      <form className={css["form"]} noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary
          title={t("problem.title")}
          wrongs={wrong === "" ? [] : [{ field: "", words: wrong }]}
        />
        <TimeFields time={time} change={(part) => setTime((now) => ({ ...now, ...part }))} />
        {problem !== null && (
          <Tried
            tried={{ is: "refused", problem }}
            zone={zone}
            rooms={[]}
            lines={[]}
            names={new Map([[point.id, point.name]])}
            pick={({ sittings: [first] }) => {
              if (first !== undefined) setTime(timeOf(first, zone));
              setProblem(null);
            }}
          />
        )}
        <div>
          <Button type="submit" look="primary" isDisabled={busy}>
            {t("directory.point.book_do")}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function ForHearing({ id }: { id: string }) {
  const { t } = useTranslation();
  const { value, problem, again } = useAsked(useCallback(() => theBooked(id), [id]));
  if (value === null) return <AskedProblem problem={problem} again={again} />;
  const [first] = value.sittings;
  return (
    <p>
      <a href={`/hearings/${id}/edit`}>
        {t("directory.point.made_for", {
          number: value.case_number,
          time: courtTime(first?.starts_at ?? "", value.zone),
        })}
      </a>
    </p>
  );
}
