/** What a move would meet, in words; and the nearest times to pick instead. */
import { useTranslation } from "react-i18next";
import type { CourtPoint, Line } from "../../../api/calendar";
import type { Alternative, Collision } from "../../../api/http";
import { courtClock, courtTime } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Notice, useProblemWords } from "../../../parts/notice";
import css from "./calendar.module.css";
import { useThing } from "./use_thing";
import type { Tried as What } from "./use_try";

interface Props {
  readonly tried: What;
  readonly zone: string;
  readonly rooms: readonly CourtPoint[];
  readonly lines: readonly Line[];
  /** Of people and points, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Only this sitting's times are offered (from 1); else those of all. */
  readonly sitting?: number;
  readonly pick: (one: Alternative) => void;
}

export function Tried({ tried, zone, rooms, lines, names, sitting, pick }: Props) {
  const { t } = useTranslation();
  const words = useProblemWords();
  if (tried.is !== "refused")
    return (
      <Notice tone={TONES[tried.is]} role="status">
        <p>{t(`calendar.move.${tried.is}`)}</p>
      </Notice>
    );
  const { conflict } = tried.problem;
  if (conflict === undefined)
    return (
      <Notice tone="bad" role="status">
        <p>{words(tried.problem)}</p>
      </Notice>
    );
  return (
    <Notice tone="bad" role="alert">
      <p>{t("calendar.move.collides")}</p>
      <ul>
        {conflict.collisions.map((one) => (
          <li key={`${one.id}/${one.starts_at}`}>
            <InTheWay one={one} zone={zone} names={names} lines={lines} />
          </li>
        ))}
      </ul>
      <Alternatives
        all={conflict.alternatives}
        zone={zone}
        rooms={rooms}
        sitting={sitting}
        pick={pick}
      />
    </Notice>
  );
}

const TONES = { free: "good", trying: "wait", same: "wait", order: "bad", gap: "bad" } as const;

function InTheWay({
  one,
  zone,
  names,
  lines,
}: {
  one: Collision;
} & Pick<Props, "zone" | "names" | "lines">) {
  const { t } = useTranslation();
  const thing = useThing();
  const by = lines.find(({ hearing }) => hearing === one.hearing)?.case_number;
  const what = thing({ name: names.get(one.id) ?? "", role: one.role });
  return t("calendar.move.until", {
    what: `${what} – ${by ?? t(`calendar.move.${whose(one)}`)}`,
    from: courtTime(one.starts_at, zone),
    to: courtClock(one.ends_at, zone),
  });
}

type Whose = "by_case" | "by_absence" | "by_other" | "by_closed" | "by_none";

function whose({ hearing, absence, closed, kind }: Collision): Whose {
  if (closed) return kind === "escort" ? "by_none" : "by_closed";
  if (hearing !== null) return "by_case";
  return absence === null ? "by_other" : "by_absence";
}

/** Sittings as they are offered. */
export function sittingWords(sittings: Alternative["sittings"], zone: string): string {
  return sittings
    .map((one) => `${courtTime(one.starts_at, zone)} – ${courtClock(one.ends_at, zone)}`)
    .join("; ");
}

function Alternatives({
  all,
  zone,
  rooms,
  sitting,
  pick,
}: {
  all: readonly Alternative[];
  sitting: number | undefined;
} & Pick<Props, "zone" | "rooms" | "pick">) {
  const { t } = useTranslation();
  if (all.length === 0) return <p>{t("calendar.move.no_alternatives")}</p>;
  return (
    <>
      <p>{t("calendar.move.alternatives")}</p>
      <div className={css["alternatives"]}>
        {all.map((one) => {
          const those = one.sittings.filter(
            (_, at) => sitting === undefined || at + 1 === sitting,
          );
          const time = sittingWords(those.length === 0 ? one.sittings : those, zone);
          const room = rooms.find(({ id }) => id === one.courtroom)?.name ?? "";
          return (
            <Button
              key={`${one.sittings[0]?.starts_at}${one.courtroom}`}
              small
              onPress={() => pick(one)}
            >
              {room === "" ? time : t("calendar.move.alternative", { time, room })}
            </Button>
          );
        })}
      </div>
    </>
  );
}
