/** The calendar itself: the timeline or the list, and what happens when a sitting is taken hold of. */
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CourtPoint, Line } from "../../../api/calendar";
import { wall } from "../../../base/wall";
import { courtClock } from "../../../language/format";
import { Notice } from "../../../parts/notice";
import {
  type Block,
  blockId,
  blocks,
  type Row,
  rows,
  unchecked,
} from "../../../staff/calendar/rows";
import type { Shown } from "../../../staff/calendar/shown";
import { Agenda } from "./agenda";
import css from "./calendar.module.css";
import { MoveDialog, type Proposal } from "./move_dialog";
import { type Held, Timeline } from "./timeline";
import { takenIn, useDrag } from "./use_drag";

interface Props {
  readonly shown: Shown;
  readonly zone: string;
  readonly points: readonly CourtPoint[];
  readonly lines: readonly Line[];
  readonly books: boolean;
  readonly moved: (words: string, day: string) => void;
}

export function Board({ shown, zone, points, lines, books, moved }: Props) {
  const { t, i18n } = useTranslation();
  const { by, view, on } = shown;
  const nobody = t("calendar.nobody");
  const known = useMemo(() => rows(by, points, lines, nobody), [by, points, lines, nobody]);
  const placed = useMemo(() => blocks(by, known, lines, zone), [by, known, lines, zone]);
  const [proposal, propose] = useState<Proposal | null>(null);
  const drag = useDrag({ shown, zone, lines });
  const rooms = points.filter(({ kind }) => kind === "central");
  const roomName = (id: string) => rooms.find((one) => one.id === id)?.name ?? "";
  const taken = useTaken(drag, { view, placed, known, zone });
  const lineOf = (id: string) => lines.find((one) => blockId(one) === id);
  const roomOf = (line: Line) =>
    line.points.find((one) => rooms.some(({ id }) => id === one)) ?? "";

  function open(id: string, held?: Held) {
    const line = lineOf(id);
    if (line === undefined) return;
    const room = held !== undefined && by === "room" ? held.row : roomOf(line);
    propose({
      line,
      room,
      start: held?.start ?? wall(line.starts_at, zone),
      end: held?.end ?? wall(line.ends_at, zone),
    });
  }

  const says = useCallback(
    ({ line, rows: where }: Block) => {
      const time = `${courtClock(line.starts_at, zone)} – ${courtClock(line.ends_at, zone)}`;
      const bare = unchecked(line, points);
      const judge = line.presiding_judge?.name ?? nobody;
      const state = t(`calendar.legend.${line.booked === "draft" ? "draft" : "scheduled"}`);
      return {
        lines: [line.case_number, time, judge],
        more: [
          ...(bare.length === 0 ? [] : [t("calendar.unchecked", { names: bare.join(", ") })]),
          ...known.filter(({ id }) => where.includes(id)).map(({ name }) => name),
          state,
        ].join(", "),
      };
    },
    [t, nobody, zone, known, points],
  );

  return (
    <>
      {view === "list" ? (
        <Agenda lines={lines} zone={zone} points={points} open={books ? open : null} />
      ) : (
        <>
          <Legend
            books={books}
            view={view}
            live={drag.held === null ? "" : drag.says(roomName)}
            clash={drag.met.length > 0}
          />
          {known.length === 0 ? (
            <Notice>
              <p>{t(`calendar.no_rows.${by}`)}</p>
            </Notice>
          ) : (
            <Timeline
              label={t("calendar.title")}
              rows={known}
              blocks={placed}
              taken={taken}
              clash={drag.met.length > 0}
              view={view}
              day={on}
              language={i18n.language}
              movable={books}
              says={says}
              near={drag.near}
              drag={drag.over}
              drop={(held) => {
                drag.end();
                open(held.block, held);
              }}
              open={open}
            />
          )}
          {placed.length === 0 && known.length > 0 && (
            <p role="status">{t("calendar.empty")}</p>
          )}
        </>
      )}
      {proposal !== null && (
        <MoveDialog
          key={blockId(proposal.line)}
          proposal={proposal}
          zone={zone}
          rooms={rooms}
          lines={lines}
          movable={books}
          leave={() => propose(null)}
          moved={(words, day) => {
            propose(null);
            moved(words, day);
          }}
        />
      )}
    </>
  );
}

interface Drawn {
  readonly view: Shown["view"];
  readonly placed: readonly Block[];
  readonly known: readonly Row[];
  readonly zone: string;
}

/** What is shaded: the hours of a day at which the block that is near cannot be had. */
function useTaken(
  { busy, block }: Pick<ReturnType<typeof useDrag>, "busy" | "block">,
  { view, placed, known, zone }: Drawn,
) {
  return useMemo(() => {
    const near = view === "day" ? busy : [];
    const all = known.map(({ id }) => id);
    return takenIn(near, block, placed, all, zone);
  }, [busy, block, view, placed, known, zone]);
}

interface LegendProps {
  readonly books: boolean;
  readonly view: Shown["view"];
  /** What is said of the sitting that is held; "" if none is. */
  readonly live: string;
  readonly clash: boolean;
}

function Legend({ books, view, live, clash }: LegendProps) {
  const { t } = useTranslation();
  const shades = books && view === "day"; // of a week, only days are drawn
  return (
    <div className={css["legend"]}>
      <span className={css["scheduled"]}>{t("calendar.legend.scheduled")}</span>
      <span className={css["draft"]}>{t("calendar.legend.draft")}</span>
      <span className={css["unchecked"]}>{t("calendar.legend.unchecked")}</span>
      {shades && <span className={css["taken"]}>{t("calendar.legend.busy")}</span>}
      {books && live === "" && (
        <span className={css["quiet"]}>
          {t(shades ? "calendar.help" : "calendar.help_week")}
        </span>
      )}
      <span role="status" className={css["live"]} data-clash={clash || undefined}>
        {live}
      </span>
    </div>
  );
}
