/** A case that waits: whether it is to be listed, how long, before whom. */
import { useTranslation } from "react-i18next";
import type { CaseEntry, Named } from "../../../api/lists";
import { Choice } from "../../../parts/choice";
import { Field } from "../../../parts/field";
import { Tick } from "../../../parts/tick";
import css from "./lists.module.css";

/** `judge`: empty for any. */
export interface Wished {
  readonly minutes: number;
  readonly judge: string;
}

interface Props {
  readonly entry: CaseEntry;
  readonly people: readonly Named[];
  readonly wish: Wished | null;
  readonly usual: number;
  readonly change: (wish: Wished | null) => void;
}

export function CaseRow({ entry: { id, number, title }, people, wish, usual, change }: Props) {
  const { t } = useTranslation();
  return (
    <li className={css["case"]}>
      <Tick
        label={number}
        help={title}
        ticked={wish !== null}
        change={(ticked) => change(ticked ? { minutes: usual, judge: "" } : null)}
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
        </div>
      )}
    </li>
  );
}
