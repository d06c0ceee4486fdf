/** Another time or courtroom for a sitting: tried at once, moved when it is confirmed. */
import { type FormEvent, useCallback, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Booked,
  type CourtPoint,
  type Line,
  move,
  theBooked,
} from "../../../api/calendar";
import type { Alternative } from "../../../api/http";
import { wall } from "../../../base/wall";
import { courtClock, courtTime } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Choice } from "../../../parts/choice";
import { ClockField } from "../../../parts/clock_field";
import dialog from "../../../parts/confirm_dialog.module.css";
import { DayField } from "../../../parts/day_field";
import { Dialog } from "../../../parts/dialog";
import { ProblemNotice } from "../../../parts/notice";
import { TextField } from "../../../parts/text_field";
import { movedTo, roomOf } from "../../../staff/calendar/moving";
import { useAct } from "../../../staff/calendar/use_act";
import { useAsked } from "../../../staff/use_asked";
import { Changed } from "../booking/changed";
import css from "./calendar.module.css";
import { Tried } from "./tried";
import { type Target, targetSpan, useTry } from "./use_try";

/** A sitting, and where it is to go by the court's clocks. */
export interface Proposal {
  readonly line: Line;
  readonly room: string;
  readonly start: string;
  readonly end: string;
}

interface Props {
  readonly proposal: Proposal;
  readonly zone: string;
  readonly rooms: readonly CourtPoint[];
  readonly lines: readonly Line[];
  readonly movable: boolean;
  readonly leave: () => void;
  readonly moved: (words: string, day: string) => void;
}

export function MoveDialog({ proposal, zone, rooms, lines, movable, leave, moved }: Props) {
  const { t } = useTranslation();
  const { line } = proposal;
  const [target, setTarget] = useState<Target>(() => targetOf(proposal));
  const [reason, setReason] = useState("");
  const { hearing, problem: unread, again } = useHearing(line.hearing);
  const acting = useAct(hearing, again);
  const problem = unread ?? acting.problem;
  const { busy, before } = acting;
  const tried = useTry({ hearing, line, target, zone });
  const ready = tried.is === "free" && reason.trim() !== "";

  async function submit(event: FormEvent) {
    event.preventDefault();
    const span = targetSpan(target, zone);
    if (!ready || busy || span === null) return;
    const done = await acting.send((seen) =>
      move(seen, movedTo(seen, line.number, span, target.room), reason.trim()),
    );
    if (!done) return;
    const time = `${courtTime(span.starts_at, zone)} – ${courtClock(span.ends_at, zone)}`;
    moved(t("calendar.move.done", { number: line.case_number, time }), target.day);
  }

  const sits = hearing?.sittings[line.number - 1] ?? line;
  const now = `${courtTime(sits.starts_at, zone)} – ${courtClock(sits.ends_at, zone)}`;
  const inRoom = hearing === null ? line.points : [roomOf(hearing)];
  const nowIn = rooms.find(({ id }) => inRoom.includes(id))?.name ?? "";
  return (
    <Dialog title={t("calendar.move.title", { number: line.case_number })} leave={leave}>
      <p>{line.title}</p>
      <p>{t("calendar.move.from", { time: now, room: nowIn })}</p>
      {hearing !== null && hearing.sittings.length > 1 && (
        <p className={css["quiet"]}>
          {t("calendar.move.sitting", { number: line.number, of: hearing.sittings.length })}
        </p>
      )}
      {movable && (
        <form className={dialog["form"]} noValidate onSubmit={(event) => void submit(event)}>
          <When
            target={target}
            rooms={rooms}
            change={(part) => setTarget({ ...target, ...part })}
          />
          <Tried
            tried={tried}
            zone={zone}
            rooms={rooms}
            lines={lines}
            names={namesIn(hearing, rooms)}
            sitting={line.number}
            pick={(one) => setTarget(picked(one, line, hearing?.sittings.length ?? 1, zone))}
          />
          {problem !== null && <ProblemNotice problem={problem} />}
          {before !== null && hearing !== null && (
            <Changed before={before} now={hearing} drop={null} />
          )}
          <TextField label={t("calendar.move.reason")} value={reason} change={setReason} />
          <div className={dialog["answers"]}>
            <Button onPress={leave}>{t("calendar.move.leave")}</Button>
            <Button type="submit" look="primary" isDisabled={!ready}>
              {t(busy ? "calendar.move.going" : "calendar.move.go")}
            </Button>
          </div>
        </form>
      )}
      <p>
        <a href={`/hearings/${line.hearing}/edit`}>{t("calendar.move.open")}</a>
      </p>
    </Dialog>
  );
}

interface WhenProps {
  readonly target: Target;
  readonly rooms: readonly CourtPoint[];
  readonly change: (part: Partial<Target>) => void;
}

function When({ target, rooms, change }: WhenProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={css["when"]}>
      <DayField
        label={t("calendar.move.day")}
        value={target.day}
        change={(day) => change({ day })}
      />
      <ClockField
        label={t("calendar.move.start")}
        value={target.start}
        change={(start) => change({ start })}
      />
      <ClockField
        label={t("calendar.move.end")}
        value={target.end}
        change={(end) => change({ end })}
      />
      <Choice
        id={`${id}room`}
        label={t("calendar.move.room")}
        value={target.room}
        options={rooms.map(({ id: value, name }) => ({ value, label: name }))}
        choose={(room) => change({ room })}
      />
    </div>
  );
}

function useHearing(id: string) {
  const { value, problem, again } = useAsked(useCallback(() => theBooked(id), [id]));
  return { hearing: value, problem, again };
}

function namesIn(hearing: Booked | null, rooms: readonly CourtPoint[]) {
  const seats = hearing?.seats.map(({ person, name }) => [person, name] as const) ?? [];
  const points = [...(hearing?.points ?? []), ...rooms];
  return new Map([...seats, ...points.map(({ id, name }) => [id, name] as const)]);
}

function targetOf({ room, start, end }: Pick<Proposal, "room" | "start" | "end">): Target {
  return {
    day: start.slice(0, 10),
    start: start.slice(11, 16),
    end: end.slice(11, 16),
    room,
  };
}

/** Where this sitting would be; alternatives shift all sittings of a hearing alike. */
function picked(one: Alternative, line: Line, of: number, zone: string): Target {
  const sitting = one.sittings[of > 1 ? line.number - 1 : 0] ?? one.sittings[0];
  const at = sitting ?? line;
  return targetOf({
    room: one.courtroom,
    start: wall(at.starts_at, zone),
    end: wall(at.ends_at, zone),
  });
}
