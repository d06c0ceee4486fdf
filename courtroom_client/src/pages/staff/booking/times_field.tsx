/** When a hearing sits: its sittings, or one that repeats. */
import { useTranslation } from "react-i18next";
import { dayAfter } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Choice } from "../../../parts/choice";
import { ClockField } from "../../../parts/clock_field";
import { DayField } from "../../../parts/day_field";
import { Field } from "../../../parts/field";
import { Section } from "../../../parts/section";
import type { Form, Time } from "../../../staff/calendar/draft";
import css from "./booking.module.css";

interface Props {
  readonly form: Form;
  readonly change: (part: Partial<Form>) => void;
}

const EVERY = ["none", "day", "workday", "week"] as const;

export function TimesField({ form, change }: Props) {
  const { t } = useTranslation();
  const { times } = form;
  const last = times[times.length - 1];
  const set = (at: number, part: Partial<Time>) =>
    change({ times: times.map((one, other) => (other === at ? { ...one, ...part } : one)) });
  return (
    <Section title={t("booking.when")}>
      {times.map((time, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sittings are told apart by their number
        <fieldset key={at} className={css["group"]}>
          <legend>
            {at === 0 ? t("booking.first") : t("booking.further", { number: at + 1 })}
          </legend>
          <TimeFields time={time} change={(part) => set(at, part)} />
          {at > 0 && (
            <Button
              small
              aria-label={t("booking.drop_sitting", { number: at + 1 })}
              onPress={() => change({ times: times.filter((_, other) => other !== at) })}
            >
              {t("booking.drop")}
            </Button>
          )}
        </fieldset>
      ))}
      <div className={css["line"]}>
        <Choice
          id="every"
          label={t("booking.repeat")}
          value={form.every}
          options={EVERY.map((value) => ({ value, label: t(`booking.every.${value}`) }))}
          choose={(value) => change({ every: EVERY.find((one) => one === value) ?? "none" })}
        />
        {form.every !== "none" && (
          <Field
            id="repeats"
            type="number"
            min={2}
            max={60}
            label={t("booking.times")}
            value={form.repeats}
            onChange={(event) => change({ repeats: Number(event.target.value) })}
          />
        )}
        {form.every === "none" && last !== undefined && (
          <Button
            onPress={() =>
              change({ times: [...times, { ...last, day: dayAfter(last.day, 1) }] })
            }
          >
            {t("booking.add_sitting")}
          </Button>
        )}
      </div>
    </Section>
  );
}

interface TimeProps {
  readonly time: Time;
  readonly change: (part: Partial<Time>) => void;
}

/** A day, and from when to when. */
export function TimeFields({ time, change }: TimeProps) {
  const { t } = useTranslation();
  return (
    <div className={css["line"]}>
      <DayField
        label={t("calendar.move.day")}
        value={time.day}
        change={(day) => change({ day })}
      />
      <ClockField
        label={t("calendar.move.start")}
        value={time.start}
        change={(start) => change({ start })}
      />
      <ClockField
        label={t("calendar.move.end")}
        value={time.end}
        change={(end) => change({ end })}
      />
    </div>
  );
}
