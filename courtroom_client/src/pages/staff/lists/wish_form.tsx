/** Which cases, how long each, before whom, and from which day on. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListWish, Material } from "../../../api/lists";
import { courtDay, dayAfter } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Choice } from "../../../parts/choice";
import { DayField } from "../../../parts/day_field";
import { Notice } from "../../../parts/notice";
import { CaseRow, usualWish, type Wished } from "./case_row";
import css from "./lists.module.css";
import { daysOf, windowsOf } from "./windows";

const USUAL_MINUTES = 120;
const SECONDS = 60;
/** Minutes that a judge sits a day at most. */
const LOADS = ["", "240", "360", "480"];
const DAYS = [1, 5, 7, 14];

/** The Monday after `day`. */
function nextMonday(day: string): string {
  const weekday = new Date(day).getUTCDay();
  return dayAfter(day, weekday === 0 ? 1 : 8 - weekday);
}

interface Props {
  readonly material: Material;
  readonly zone: string;
  readonly make: (wish: ListWish) => Promise<void>;
}

export function WishForm({ material: { cases, people }, zone, make }: Props) {
  const { t } = useTranslation();
  const [first, setFirst] = useState(() => nextMonday(courtDay(new Date(), zone)));
  const [days, setDays] = useState("5");
  const [load, setLoad] = useState("");
  const [wished, setWished] = useState<ReadonlyMap<string, Wished>>(new Map());
  const [asking, setAsking] = useState(false);
  const [empty, setEmpty] = useState(false);
  if (cases.length === 0)
    return (
      <Notice>
        <p>{t("lists.none")}</p>
      </Notice>
    );
  if (people.length === 0)
    return (
      <Notice>
        <p>{t("lists.no_judge")}</p>
      </Notice>
    );
  const change = (id: string, wish: Wished | null) => {
    const next = new Map(wished);
    if (wish === null) next.delete(id);
    else next.set(id, wish);
    setWished(next);
  };
  const listDays = daysOf(first, Number(days));
  const everybody = people.map(({ id }) => id);
  async function ask() {
    setEmpty(wished.size === 0);
    if (wished.size === 0) return;
    setAsking(true);
    await make({
      first_day: first,
      days: Number(days),
      seconds: SECONDS,
      judge_minutes_a_day: load === "" ? null : Number(load),
      cases: [...wished].map(([id, { minutes, judge, priority, between }]) => ({
        case: id,
        minutes,
        judges: judge === "" ? everybody : [judge],
        windows: windowsOf(between, listDays, zone),
        priority: Number(priority),
      })),
    });
    setAsking(false);
  }
  return (
    <form
      className={css["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <div className={css["when"]}>
        <DayField label={t("lists.first_day")} value={first} change={setFirst} />
        <Choice
          id="days"
          label={t("lists.days")}
          value={days}
          options={DAYS.map((count) => ({
            value: String(count),
            label: t("lists.days_count", { count }),
          }))}
          choose={setDays}
        />
        <Choice
          id="load"
          label={t("lists.load")}
          value={load}
          options={LOADS.map((minutes) => ({
            value: minutes,
            label:
              minutes === ""
                ? t("lists.load_any")
                : t("lists.load_hours", { count: Number(minutes) / 60 }),
          }))}
          choose={setLoad}
        />
      </div>
      <fieldset className={css["cases"]}>
        <legend>{t("lists.cases")}</legend>
        <div>
          <Button
            small
            onPress={() =>
              setWished(
                new Map(
                  cases.map(({ id }) => [id, wished.get(id) ?? usualWish(USUAL_MINUTES)]),
                ),
              )
            }
          >
            {t("lists.all")}
          </Button>
        </div>
        <ul className={css["plain"]}>
          {cases.map((one) => (
            <CaseRow
              key={one.id}
              entry={one}
              people={people}
              wish={wished.get(one.id) ?? null}
              usual={USUAL_MINUTES}
              days={listDays}
              change={(wish) => change(one.id, wish)}
            />
          ))}
        </ul>
      </fieldset>
      {empty && (
        <Notice tone="bad" role="alert">
          <p>{t("lists.choose")}</p>
        </Notice>
      )}
      <div>
        <Button type="submit" look="primary" isDisabled={asking}>
          {t("lists.make", { count: wished.size })}
        </Button>
      </div>
    </form>
  );
}
