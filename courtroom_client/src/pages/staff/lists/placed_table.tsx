/** What is on a list, day by day; each may be kept where it is. */
import { Fragment } from "react";
import { Checkbox } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { List, Material, Placed } from "../../../api/lists";
import { courtClock, courtDay, longDay } from "../../../language/format";
import css from "./lists.module.css";
import { nameOf, numberOf } from "./names";

interface Props {
  readonly list: List;
  readonly zone: string;
  readonly material: Material;
  readonly kept: ReadonlySet<string>;
  /** null: nothing can be kept now. */
  readonly keep: ((kept: ReadonlySet<string>) => void) | null;
}

export function PlacedTable({ list, zone, ...rest }: Props) {
  const { i18n } = useTranslation();
  const days = [...new Set(list.placed.map(({ starts_at }) => courtDay(starts_at, zone)))];
  return days.map((day) => (
    <Fragment key={day}>
      <h3>{longDay(day, i18n.language)}</h3>
      <ul className={css["plain"]}>
        {list.placed
          .filter(({ starts_at }) => courtDay(starts_at, zone) === day)
          .map((one) => (
            <Row key={one.case} one={one} zone={zone} {...rest} />
          ))}
      </ul>
    </Fragment>
  ));
}

function Row({ one, zone, material, kept, keep }: Omit<Props, "list"> & { one: Placed }) {
  const { t } = useTranslation();
  const number = numberOf(material, one.case);
  const ticked = kept.has(one.case);
  function toggle(stays: boolean) {
    const next = new Set(kept);
    if (stays) next.add(one.case);
    else next.delete(one.case);
    keep?.(next);
  }
  return (
    <li className={css["placed"]}>
      <span className={css["time"]}>
        {courtClock(one.starts_at, zone)}–{courtClock(one.ends_at, zone)}
      </span>
      <span>
        <strong>{number}</strong>
        <br />
        {nameOf(material.rooms, one.room)} · {nameOf(material.people, one.judge)}
      </span>
      {keep !== null && (
        <Checkbox
          className={css["keep"] ?? ""}
          isSelected={ticked}
          onChange={toggle}
          aria-label={t("lists.keep_of", { number })}
        >
          <span aria-hidden className={css["box"]}>
            {ticked ? "✓" : ""}
          </span>
          {t("lists.keep")}
        </Checkbox>
      )}
    </li>
  );
}
