/** What a move would meet: asked of the server while somebody chooses. */
import { useEffect, useState } from "react";
import { type Booked, type Line, type Span, tryMove } from "../../../api/calendar";
import type { Problem } from "../../../api/http";
import { moment } from "../../../base/wall";
import { movedTo } from "../../../staff/calendar/moving";
import { asStaff } from "../../../staff/signed_out";

/** Where a sitting is to go, as it is typed: yyyy-MM-dd, HH:mm, a courtroom's id. */
export interface Target {
  readonly day: string;
  readonly start: string;
  readonly end: string;
  readonly room: string;
}

export type Tried =
  | { readonly is: "trying" | "free" | "same" | "order" | "gap" }
  | { readonly is: "refused"; readonly problem: Problem };

interface Asked {
  readonly hearing: Booked | null;
  readonly line: Line;
  readonly target: Target;
  readonly zone: string;
}

const PAUSE_MS = 250; // while somebody types

export function targetSpan({ day, start, end }: Target, zone: string): Span | null {
  const starts_at = moment(`${day}T${start}:00`, zone);
  const ends_at = moment(`${day}T${end}:00`, zone);
  return starts_at === null || ends_at === null ? null : { starts_at, ends_at };
}

export function useTry({ hearing, line, target, zone }: Asked): Tried {
  const [tried, setTried] = useState<Tried>({ is: "trying" });
  useEffect(() => {
    if (hearing === null) return;
    const span = targetSpan(target, zone);
    const plain = unasked(span, line, target);
    if (plain !== null || span === null) {
      setTried({ is: plain ?? "gap" });
      return;
    }
    setTried({ is: "trying" });
    let here = true;
    const timer = setTimeout(async () => {
      const to = movedTo(hearing, line.number, span, target.room);
      const answer = await asStaff(tryMove(hearing.id, to));
      if (here)
        setTried(answer.ok ? { is: "free" } : { is: "refused", problem: answer.problem });
    }, PAUSE_MS);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [hearing, line, target, zone]);
  return tried;
}

/** What needs no asking. */
function unasked(
  span: Span | null,
  line: Line,
  target: Target,
): "gap" | "order" | "same" | null {
  if (span === null) return "gap";
  if (Date.parse(span.ends_at) <= Date.parse(span.starts_at)) return "order";
  const same =
    Date.parse(span.starts_at) === Date.parse(line.starts_at) &&
    Date.parse(span.ends_at) === Date.parse(line.ends_at) &&
    line.points.includes(target.room);
  return same ? "same" : null;
}
