/** A day as the page writes days, dd/MM/yyyy, whatever the browser would: typed, or picked. */
import { type CalendarDate, parseDate } from "@internationalized/date";
import { useEffect, useRef, useState } from "react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  I18nProvider,
  Label,
  Popover,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import css from "./day_field.module.css";
import select from "./select.module.css";

interface Props {
  readonly label: string;
  /** yyyy-MM-dd; "" while it is none. */
  readonly value: string;
  readonly change: (day: string) => void;
}

/** Both write the day first. */
export const LOCALES: Readonly<Record<string, string>> = { vi: "vi-VN", en: "en-GB" };

export function DayField({ label, value, change }: Props) {
  const { t, i18n } = useTranslation();
  const [day, setDay] = useState(() => dayOf(value));
  const told = useRef(value);
  useEffect(() => {
    // What somebody types is not overwritten by what they typed.
    if (value !== told.current) setDay(dayOf(value));
    told.current = value;
  }, [value]);
  const chosen = (now: CalendarDate | null) => {
    setDay(now);
    told.current = now?.toString() ?? "";
    change(told.current);
  };
  return (
    <I18nProvider locale={LOCALES[i18n.language] ?? "vi-VN"}>
      <DatePicker
        className={select["field"] ?? ""}
        value={day}
        onChange={chosen}
        shouldForceLeadingZeros
      >
        <Label className={select["label"] ?? ""}>{label}</Label>
        <Group className={css["box"] ?? ""}>
          <DateInput className={css["input"] ?? ""}>
            {(segment) => <DateSegment segment={segment} className={css["part"] ?? ""} />}
          </DateInput>
          <Button className={css["open"] ?? ""} aria-label={t("staff.pick.open", { label })}>
            <span aria-hidden>▾</span>
          </Button>
        </Group>
        <Popover className={css["popover"] ?? ""}>
          <Dialog aria-label={label} className={css["dialog"] ?? ""}>
            <Month />
          </Dialog>
        </Popover>
      </DatePicker>
    </I18nProvider>
  );
}

function Month() {
  const { t } = useTranslation();
  return (
    <Calendar firstDayOfWeek="mon">
      <header className={css["month"]}>
        <Button
          slot="previous"
          className={css["step"] ?? ""}
          aria-label={t("staff.pick.before")}
        >
          <span aria-hidden>←</span>
        </Button>
        <Heading className={css["name"] ?? ""} />
        <Button slot="next" className={css["step"] ?? ""} aria-label={t("staff.pick.after")}>
          <span aria-hidden>→</span>
        </Button>
      </header>
      <CalendarGrid weekdayStyle="narrow" className={css["grid"] ?? ""}>
        <CalendarGridHeader>
          {(name) => (
            <CalendarHeaderCell className={css["weekday"] ?? ""}>{name}</CalendarHeaderCell>
          )}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell date={date} className={css["cell"] ?? ""} />}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

function dayOf(value: string): CalendarDate | null {
  try {
    return parseDate(value);
  } catch {
    return null;
  }
}
