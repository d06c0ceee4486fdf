/** Dialogs that ask for times: where a sitting is cut, when an adjourned hearing goes on. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { act, succeed } from "../../../api/booking";
import { move } from "../../../api/calendar";
import type { Alternative } from "../../../api/http";
import { dayAfter } from "../../../language/format";
import { Choice } from "../../../parts/choice";
import { ClockField } from "../../../parts/clock_field";
import { DayField } from "../../../parts/day_field";
import { Notice } from "../../../parts/notice";
import { TextField } from "../../../parts/text_field";
import { Tick } from "../../../parts/tick";
import { spanOf, timeOf } from "../../../staff/calendar/draft";
import { roomOf } from "../../../staff/calendar/moving";
import { rested, resuming } from "../../../staff/calendar/resuming";
import { sittingWords } from "../calendar/tried";
import { Frame, type FrameOf } from "./act_frame";
import css from "./booking.module.css";
import { TimeFields } from "./times_field";

const AFTER_DAYS = 7;
const NO_TIME = { starts_at: "", ends_at: "" };

export function SplitDialog({ number, ...of }: FrameOf & { readonly number: number }) {
  const { t } = useTranslation();
  const { booked, acting } = of;
  const sitting = booked.sittings[number - 1] ?? NO_TIME;
  const [time, setTime] = useState(() => resuming(sitting, booked.zone));
  const [taken, take] = useState<Alternative | null>(null);
  const [reason, setReason] = useState("");
  const cut = rested(sitting, time, booked.zone);
  const change = (part: Partial<typeof time>) => {
    take(null);
    setTime((now) => ({ ...now, ...part }));
  };
  const asked = { sitting: number, ...cut, reason: reason.trim() };
  return (
    <Frame
      {...of}
      title={t("booking.do.split", { number })}
      text={t("booking.split.text")}
      ready={cut !== null && reason.trim() !== ""}
      send={() =>
        acting.send((seen) =>
          taken === null
            ? act(seen, "split", asked)
            : move(seen, newTimeOf(taken), reason.trim()),
        )
      }
      pick={take}
    >
      <div className={css["line"]}>
        <ClockField
          label={t("booking.split.at")}
          value={time.at}
          change={(at) => change({ at })}
        />
        <DayField
          label={t("booking.split.resumes")}
          value={time.day}
          change={(day) => change({ day })}
        />
        <ClockField
          label={t("booking.split.resumes_at")}
          value={time.on}
          change={(on) => change({ on })}
        />
      </div>
      {cut === null && (
        <Notice role="status">
          <p>{t("booking.split.order")}</p>
        </Notice>
      )}
      {taken !== null && (
        <Notice tone="good" role="status">
          <p>
            {t("booking.split.taken", { times: sittingWords(taken.sittings, booked.zone) })}
          </p>
        </Notice>
      )}
      <TextField label={t("booking.split.reason")} value={reason} change={setReason} />
    </Frame>
  );
}

export function AdjournDialog(of: FrameOf) {
  const { t } = useTranslation();
  const [follows, setFollows] = useState(false);
  const next = useNext(of);
  const [reason, setReason] = useState("");
  const successor = follows ? next.asked : null;
  return (
    <Frame
      {...of}
      title={t("booking.do.adjourn")}
      text={t("booking.adjourn.text")}
      ready={reason.trim() !== "" && (!follows || successor !== null)}
      send={() =>
        of.acting.send((seen) => act(seen, "adjourn", { reason: reason.trim(), successor }))
      }
      pick={next.pick}
    >
      <TextField label={t("booking.adjourn.reason")} value={reason} change={setReason} />
      <Tick label={t("booking.adjourn.follows")} help="" ticked={follows} change={setFollows} />
      {follows && <Next next={next} rooms={of.rooms} />}
    </Frame>
  );
}

/** What follows a hearing that was adjourned without it. */
export function SuccessorDialog(of: FrameOf) {
  const { t } = useTranslation();
  const next = useNext(of);
  const { asked } = next;
  return (
    <Frame
      {...of}
      title={t("booking.do.succeed")}
      text={t("booking.succeed.text")}
      ready={asked !== null}
      send={() =>
        of.acting.send(({ id }) => succeed(id, asked ?? { ...NO_TIME, more_sittings: [] }))
      }
      pick={next.pick}
    >
      <Next next={next} rooms={of.rooms} />
    </Frame>
  );
}

/** When and where it goes on, as it is filled in. */
function useNext({ booked, acting }: FrameOf) {
  const first = timeOf(booked.sittings[0] ?? NO_TIME, booked.zone);
  const [time, setTime] = useState({ ...first, day: dayAfter(first.day, AFTER_DAYS) });
  const [room, setRoom] = useState(roomOf(booked));
  const span = spanOf(time, booked.zone);
  return {
    time,
    room,
    setRoom,
    change: (part: Partial<typeof time>) => setTime((now) => ({ ...now, ...part })),
    asked: span === null ? null : { ...span, more_sittings: [], courtroom: room },
    pick: ({ courtroom, sittings: [sitting] }: Alternative) => {
      if (sitting !== undefined) setTime(timeOf(sitting, booked.zone));
      setRoom(courtroom);
      acting.forget();
    },
  };
}

interface NextProps extends Pick<FrameOf, "rooms"> {
  readonly next: ReturnType<typeof useNext>;
}

function Next({ next, rooms }: NextProps) {
  const { t } = useTranslation();
  return (
    <>
      <TimeFields time={next.time} change={next.change} />
      <Choice
        id="follows-room"
        label={t("booking.room")}
        value={next.room}
        options={rooms.map(({ id, name }) => ({ value: id, label: name }))}
        choose={next.setRoom}
      />
      {next.asked === null && (
        <Notice role="status">
          <p>{t("calendar.move.order")}</p>
        </Notice>
      )}
    </>
  );
}

function newTimeOf({ courtroom, sittings }: Alternative) {
  const [first = NO_TIME, ...more_sittings] = sittings;
  return { ...first, more_sittings, courtroom };
}
