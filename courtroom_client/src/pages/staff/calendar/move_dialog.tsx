/** Another time or courtroom for a sitting: tried at once, moved when it is confirmed. */
import { type FormEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Booked,
  type CourtPoint,
  type Line,
  move,
  theBooked,
} from "../../../api/calendar";
import type { Alternative, Problem } from "../../../api/http";
import { wall } from "../../../base/wall";
import { courtClock, courtTime } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Choice } from "../../../parts/choice";
import dialog from "../../../parts/confirm_dialog.module.css";
import { Dialog } from "../../../parts/dialog";
import { Field } from "../../../parts/field";
import { ProblemNotice } from "../../../parts/notice";
import { TextField } from "../../../parts/text_field";
import { movedTo } from "../../../staff/calendar/moving";
import { asStaff } from "../../../staff/signed_out";
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
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const hearing = useHearing(line.hearing, setProblem);
  const tried = useTry({ hearing, line, target, zone });
  const ready = tried.is === "free" && reason.trim() !== "" && !busy;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const span = targetSpan(target, zone);
    if (!ready || hearing === null || span === null) return;
    setBusy(true);
    setProblem(null);
    const to = movedTo(hearing, line.number, span, target.room);
    const answer = await asStaff(move(line.hearing, to, reason.trim()));
    setBusy(false);
    if (!answer.ok) setProblem(answer.problem);
    else {
      const time = `${courtTime(span.starts_at, zone)} – ${courtClock(span.ends_at, zone)}`;
      moved(t("calendar.move.done", { number: line.case_number, time }), target.day);
    }
  }

  const now = `${courtTime(line.starts_at, zone)} – ${courtClock(line.ends_at, zone)}`;
  const nowIn = rooms.find(({ id }) => line.points.includes(id))?.name ?? "";
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
            pick={(one) => setTarget(picked(one, line, hearing?.sittings.length ?? 1, zone))}
          />
          {problem !== null && <ProblemNotice problem={problem} />}
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
      <Field
        id={`${id}day`}
        type="date"
        label={t("calendar.move.day")}
        value={target.day}
        onChange={(event) => change({ day: event.target.value })}
      />
      <Field
        id={`${id}start`}
        type="time"
        step={300}
        label={t("calendar.move.start")}
        value={target.start}
        onChange={(event) => change({ start: event.target.value })}
      />
      <Field
        id={`${id}end`}
        type="time"
        step={300}
        label={t("calendar.move.end")}
        value={target.end}
        onChange={(event) => change({ end: event.target.value })}
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

function useHearing(id: string, failed: (problem: Problem) => void) {
  const [hearing, setHearing] = useState<Booked | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a setter of the same dialog
  useEffect(() => {
    let here = true;
    void asStaff(theBooked(id)).then((answer) => {
      if (!here) return;
      if (answer.ok) setHearing(answer.value);
      else failed(answer.problem);
    });
    return () => {
      here = false;
    };
  }, [id]);
  return hearing;
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
