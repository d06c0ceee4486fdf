/** A time of day as courts write it, HH:mm, whatever the browser would. */
import { parseTime, type Time } from "@internationalized/date";
import { useEffect, useRef, useState } from "react";
import { DateInput, DateSegment, I18nProvider, Label, TimeField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { LOCALES } from "./day_field";
import css from "./day_field.module.css";
import select from "./select.module.css";

interface Props {
  readonly label: string;
  /** HH:mm; "" while it is none. */
  readonly value: string;
  readonly change: (clock: string) => void;
}

export function ClockField({ label, value, change }: Props) {
  const { i18n } = useTranslation();
  const [time, setTime] = useState(() => timeOf(value));
  const told = useRef(value);
  useEffect(() => {
    if (value !== told.current) setTime(timeOf(value));
    told.current = value;
  }, [value]);
  const chosen = (now: Time | null) => {
    setTime(now);
    told.current = now?.toString().slice(0, 5) ?? "";
    change(told.current);
  };
  return (
    <I18nProvider locale={LOCALES[i18n.language] ?? "vi-VN"}>
      <TimeField
        className={select["field"] ?? ""}
        value={time}
        onChange={chosen}
        hourCycle={24}
        shouldForceLeadingZeros
      >
        <Label className={select["label"] ?? ""}>{label}</Label>
        <DateInput className={`${css["box"]} ${css["input"]} ${css["clock"]}`}>
          {(segment) => <DateSegment segment={segment} className={css["part"] ?? ""} />}
        </DateInput>
      </TimeField>
    </I18nProvider>
  );
}

function timeOf(value: string): Time | null {
  try {
    return parseTime(value);
  } catch {
    return null;
  }
}
