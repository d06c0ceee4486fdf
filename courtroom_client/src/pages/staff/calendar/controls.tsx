/** Which court, which days, which rows; and the way to book. All of it is in the address. */
import { useId } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Court } from "../../../api/accounts";
import { go } from "../../../base/go";
import { Choice } from "../../../parts/choice";
import { DayWays } from "../../../parts/ways";
import { address, type Shown, stepped } from "../../../staff/calendar/shown";
import css from "./calendar.module.css";

interface Props {
  readonly shown: Shown;
  readonly courts: readonly Court[];
  readonly today: string;
  readonly books: boolean;
}

const VIEWS = ["day", "week", "list"] as const;
const ROWS = ["room", "judge", "point"] as const;

export function Controls({ shown, courts, today, books }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const show = (part: Partial<Shown>) => go(address({ ...shown, ...part }, today), true);
  return (
    <div className={css["controls"]}>
      {courts.length > 1 && (
        <Choice
          id={`${id}court`}
          label={t("calendar.court")}
          value={shown.court}
          options={courts.map(({ id: value, name }) => ({ value, label: name }))}
          choose={(court) => show({ court })}
        />
      )}
      <DayWays
        label={t("calendar.days.label")}
        words={{
          previous: t("calendar.days.previous"),
          today: t("calendar.days.today"),
          next: t("calendar.days.next"),
        }}
        to={{
          previous: address(stepped(shown, -1), today),
          today: address({ ...shown, on: today }, today),
          next: address(stepped(shown, 1), today),
        }}
        isToday={shown.on === today}
      />
      <Several
        label={t("calendar.view.label")}
        value={shown.view}
        options={VIEWS.map((view) => [view, t(`calendar.view.${view}`)])}
        choose={(view) => show({ view })}
      />
      {shown.view !== "list" && (
        <Several
          label={t("calendar.by.label")}
          value={shown.by}
          options={ROWS.map((by) => [by, t(`calendar.by.${by}`)])}
          choose={(by) => show({ by })}
        />
      )}
      {books && (
        <a
          className={css["book"]}
          href={`/book?${new URLSearchParams({ court: shown.court })}`}
        >
          {t("calendar.book")}
        </a>
      )}
    </div>
  );
}

interface SeveralProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly choose: (value: Value) => void;
}

function Several<Value extends string>({ label, value, options, choose }: SeveralProps<Value>) {
  return (
    <RadioGroup
      className={css["several"] ?? ""}
      orientation="horizontal"
      aria-label={label}
      value={value}
      onChange={(chosen) => choose(chosen as Value)}
    >
      {options.map(([one, said]) => (
        <Radio key={one} value={one} className={css["one"] ?? ""}>
          {said}
        </Radio>
      ))}
    </RadioGroup>
  );
}
