/** A sitting held over the rows of the calendar: what would be in its way there. */
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Busy, busy, type Line } from "../../../api/calendar";
import { moment, wall } from "../../../base/wall";
import { dayAfter } from "../../../language/format";
import { inTheWay } from "../../../staff/calendar/moving";
import { type Block, blockId } from "../../../staff/calendar/rows";
import type { Shown } from "../../../staff/calendar/shown";
import { asStaff } from "../../../staff/signed_out";
import type { Held, Taken } from "./timeline";
import { useThing } from "./use_thing";

interface Asked {
  readonly shown: Shown;
  readonly zone: string;
  readonly lines: readonly Line[];
}

const NOTHING: readonly Busy[] = [];

/** Of the sitting held over the rows: what would be in its way there. */
export function useDrag({ shown, zone, lines }: Asked) {
  const { t } = useTranslation();
  const thing = useThing();
  const [block, setBlock] = useState("");
  const [told, setTold] = useState<readonly Busy[]>(NOTHING);
  const [held, setHeld] = useState<Held | null>(null);
  const asked = useRef("");
  const line = lines.find((one) => blockId(one) === (held?.block ?? block));
  const room = (over: Held) =>
    shown.by === "room" ? over.row : (line?.points.find((one) => one !== "") ?? "");
  const span = held === null ? null : spanOf(held, zone);
  const met = held === null || span === null ? NOTHING : inTheWay(told, span, room(held));

  async function near(id: string) {
    if (asked.current === id) return;
    asked.current = id;
    const from = moment(`${dayAfter(shown.on, -1)}T00:00:00`, zone);
    const to = moment(`${dayAfter(shown.on, 9)}T00:00:00`, zone);
    const hearing = id.split("/")[0] ?? "";
    if (from === null || to === null) return;
    const answer = await asStaff(busy(hearing, from, to));
    if (asked.current !== id || !answer.ok) return;
    setBlock(id);
    setTold(answer.value);
  }

  return {
    block,
    held,
    met,
    busy: told,
    near: (id: string) => void near(id),
    over: (over: Held) => {
      void near(over.block);
      setHeld(over);
    },
    end: () => {
      setHeld(null);
      asked.current = "";
    },
    says: (roomName: (id: string) => string) => {
      if (held === null) return "";
      const at = {
        time: `${held.start.slice(11, 16)} – ${held.end.slice(11, 16)}`,
        room: roomName(room(held)),
      };
      if (met.length === 0) return t("calendar.drag.free", at);
      return t("calendar.drag.clash", { ...at, what: met.map(thing).join(", ") });
    },
  };
}

function spanOf(held: Held, zone: string) {
  const starts_at = moment(held.start, zone);
  const ends_at = moment(held.end, zone);
  return starts_at === null || ends_at === null ? null : { starts_at, ends_at };
}

/** A courtroom is taken in its own row; a person or a point in every row the block may go to. */
export function takenIn(
  told: readonly Busy[],
  block: string,
  placed: readonly Block[],
  all: readonly string[],
  zone: string,
): Taken[] {
  const own = placed.find(({ id }) => id === block);
  if (own === undefined) return [];
  return told
    .map((one, at) => ({
      id: `taken/${at}`,
      rows: all.filter((row) =>
        one.role === "courtroom" ? row === one.id : all.includes(own.rows[0] ?? ""),
      ),
      start: wall(one.starts_at, zone),
      end: wall(one.ends_at, zone),
    }))
    .filter(({ rows: where }) => where.length > 0);
}
