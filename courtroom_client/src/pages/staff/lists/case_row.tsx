/** A case that waits: whether it is to be listed, how long, before whom. */
import { useTranslation } from "react-i18next";
import type { CaseEntry, Named } from "../../../api/lists";
import { Choice } from "../../../parts/choice";
import { Field } from "../../../parts/field";
import { Tick } from "../../../parts/tick";
import { BetweenFields } from "./between_fields";
import css from "./lists.module.css";
import { ALWAYS, type Between } from "./windows";

/** `judge`: empty for any. */
export interface Wished {
  readonly minutes: number;
  readonly judge: string;
  readonly priority: string;
  readonly between: Between;
}

export function usualWish(minutes: number): Wished {
  return { minutes, judge: "", priority: "1", between: ALWAYS };
}

const PRIORITIES = ["1", "3", "10"] as const;

interface Props {
  readonly entry: CaseEntry;
  readonly people: readonly Named[];
  readonly wish: Wished | null;
  readonly usual: number;
  readonly days: readonly string[];
  readonly change: (wish: Wished | null) => void;
}

export function CaseRow({
  entry: { id, number, title },
  people,
  wish,
  usual,
  days,
  change,
}: Props) {
  const { t } = useTranslation();
  return (
    <li className={css["case"]}>
      <Tick
        label={number}
        help={title}
        ticked={wish !== null}
        change={(ticked) => change(ticked ? usualWish(usual) : null)}
      />
      {wish !== null && (
        <div className={css["when"]}>
          <Field
            id={`minutes-${id}`}
            type="number"
            min={15}
            max={1440}
            step={15}
            required
            narrow
            label={t("lists.minutes")}
            aria-label={t("lists.minutes_of", { number })}
            value={Number.isNaN(wish.minutes) ? "" : wish.minutes}
            onChange={(event) => change({ ...wish, minutes: event.target.valueAsNumber })}
          />
          <Choice
            id={`judge-${id}`}
            label={t("lists.judge_of", { number })}
            value={wish.judge}
            options={[
              { value: "", label: t("lists.any_judge") },
              ...people.map((one) => ({ value: one.id, label: one.name })),
            ]}
            choose={(judge) => change({ ...wish, judge })}
          />
          <Choice
            id={`priority-${id}`}
            label={t("lists.priority_of", { number })}
            value={wish.priority}
            options={PRIORITIES.map((one) => ({
              value: one,
              label: t(`lists.priorities.${one}`),
            }))}
            choose={(priority) => change({ ...wish, priority })}
          />
          <BetweenFields
            id={id}
            number={number}
            between={wish.between}
            days={days}
            change={(between) => change({ ...wish, between })}
          />
        </div>
      )}
    </li>
  );
}
