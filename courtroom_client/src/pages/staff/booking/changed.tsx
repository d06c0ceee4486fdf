/** Somebody else changed the hearing meanwhile: nothing was overwritten, and this is how it is now. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Booked } from "../../../api/calendar";
import { courtClock, courtTime } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Notice } from "../../../parts/notice";
import { changes, type Changed as Kind } from "../../../staff/calendar/changes";
import css from "./booking.module.css";

interface Props {
  readonly before: Booked;
  readonly now: Booked;
  /** Drops what was typed for what the other wrote; null: nothing was typed. */
  readonly drop: (() => void) | null;
}

export function Changed({ before, now, drop }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const kinds = changes(before, now);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told anew for each state
  useEffect(() => box.current?.focus(), [now.mark]);
  return (
    <div ref={box} tabIndex={-1} className={css["changed"]}>
      <Notice role="alert">
        <p>{t("booking.changed.title")}</p>
        {kinds.length > 0 && (
          <dl className={css["facts"]}>
            {kinds.map((kind) => (
              <Fact key={kind} kind={kind} hearing={now} />
            ))}
          </dl>
        )}
        <p>{t(drop === null ? "booking.changed.again" : "booking.changed.choose")}</p>
        {drop !== null && (
          <Button small onPress={drop}>
            {t("booking.changed.take")}
          </Button>
        )}
      </Notice>
    </div>
  );
}

function Fact({ kind, hearing }: { kind: Kind; hearing: Booked }) {
  const said = useSaid(hearing)[kind]();
  const { t } = useTranslation();
  return (
    <div>
      <dt>{t(`booking.changed.what.${kind}`)}</dt>
      <dd>{said}</dd>
    </div>
  );
}

function useSaid(hearing: Booked): Readonly<Record<Kind, () => string>> {
  const { t } = useTranslation();
  const { zone } = hearing;
  return {
    state: () => t(`status.${hearing.state}`),
    title: () => hearing.title,
    times: () =>
      hearing.sittings
        .map((one) => `${courtTime(one.starts_at, zone)} – ${courtClock(one.ends_at, zone)}`)
        .join("; "),
    places: () => hearing.points.map(({ name }) => name).join("; "),
    people: () =>
      hearing.seats
        .filter(({ revoked }) => revoked !== true)
        .map(({ name, role }) => `${name} (${t(`role.${role}`)})`)
        .join("; "),
  };
}
