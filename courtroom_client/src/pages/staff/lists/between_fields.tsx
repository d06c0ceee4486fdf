/** On which day a case may be heard, and between which times: an accused is brought then. */
import { useTranslation } from "react-i18next";
import { longDay } from "../../../language/format";
import { Choice } from "../../../parts/choice";
import { ClockField } from "../../../parts/clock_field";
import type { Between } from "./windows";

interface Props {
  readonly id: string;
  readonly number: string;
  readonly between: Between;
  readonly days: readonly string[];
  readonly change: (between: Between) => void;
}

export function BetweenFields({ id, number, between, days, change }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <Choice
        id={`day-${id}`}
        label={t("lists.day_of", { number })}
        value={days.includes(between.day) ? between.day : ""}
        options={[
          { value: "", label: t("lists.any_day") },
          ...days.map((day) => ({ value: day, label: longDay(day, i18n.language) })),
        ]}
        choose={(day) => change({ ...between, day })}
      />
      <ClockField
        label={t("lists.from_of", { number })}
        value={between.from}
        change={(from) => change({ ...between, from })}
      />
      <ClockField
        label={t("lists.to_of", { number })}
        value={between.to}
        change={(to) => change({ ...between, to })}
      />
    </>
  );
}
