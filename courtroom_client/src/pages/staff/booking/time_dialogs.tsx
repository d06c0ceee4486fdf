/** Dialogs that ask for times: where a sitting is cut, when an adjourned hearing goes on. */
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Booked } from "../../../api/calendar";
import { moment } from "../../../base/wall";
import { dayAfter } from "../../../language/format";
import { Button } from "../../../parts/button";
import css from "../../../parts/confirm_dialog.module.css";
import { Dialog } from "../../../parts/dialog";
import { Field } from "../../../parts/field";
import { TextField } from "../../../parts/text_field";
import { Tick } from "../../../parts/tick";
import { spanOf, timeOf } from "../../../staff/calendar/draft";
import { TimeFields } from "./times_field";

interface Props {
  readonly booked: Booked;
  readonly leave: () => void;
  readonly send: (asked: Readonly<Record<string, unknown>>) => void;
}

export function SplitDialog({ booked, number, leave, send }: Props & { number: number }) {
  const { t } = useTranslation();
  const sitting = booked.sittings[number - 1] ?? { starts_at: "", ends_at: "" };
  const time = timeOf(sitting, booked.zone);
  const [at, setAt] = useState(time.start);
  const [day, setDay] = useState(dayAfter(time.day, 1));
  const [on, setOn] = useState(time.start);
  const [reason, setReason] = useState("");
  const ends = moment(`${time.day}T${at}:00`, booked.zone);
  const resumes = moment(`${day}T${on}:00`, booked.zone);
  const ready = ends !== null && resumes !== null && reason.trim() !== "";
  return (
    <Frame
      title={t("booking.do.split", { number })}
      text={t("booking.split.text")}
      ready={ready}
      leave={leave}
      go={() => send({ sitting: number, at: ends, resumes_at: resumes, reason: reason.trim() })}
    >
      <Field
        id="split-at"
        type="time"
        label={t("booking.split.at")}
        value={at}
        onChange={(event) => setAt(event.target.value)}
      />
      <Field
        id="split-day"
        type="date"
        label={t("booking.split.resumes")}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <Field
        id="split-on"
        type="time"
        label={t("booking.split.resumes_at")}
        value={on}
        onChange={(event) => setOn(event.target.value)}
      />
      <TextField label={t("booking.split.reason")} value={reason} change={setReason} />
    </Frame>
  );
}

export function AdjournDialog({ booked, leave, send }: Props) {
  const { t } = useTranslation();
  const first = timeOf(booked.sittings[0] ?? { starts_at: "", ends_at: "" }, booked.zone);
  const [follows, setFollows] = useState(false);
  const [time, setTime] = useState({ ...first, day: dayAfter(first.day, 7) });
  const [reason, setReason] = useState("");
  const span = spanOf(time, booked.zone);
  const ready = reason.trim() !== "" && (!follows || span !== null);
  return (
    <Frame
      title={t("booking.do.adjourn")}
      text={t("booking.adjourn.text")}
      ready={ready}
      leave={leave}
      go={() => send({ reason: reason.trim(), successor: follows ? span : null })}
    >
      <TextField label={t("booking.adjourn.reason")} value={reason} change={setReason} />
      <Tick label={t("booking.adjourn.follows")} help="" ticked={follows} change={setFollows} />
      {follows && (
        <TimeFields
          id="follows-"
          time={time}
          change={(part) => setTime((now) => ({ ...now, ...part }))}
        />
      )}
    </Frame>
  );
}

interface FrameProps {
  readonly title: string;
  readonly text: string;
  readonly ready: boolean;
  readonly leave: () => void;
  readonly go: () => void;
  readonly children: ReactNode;
}

function Frame({ title, text, ready, leave, go, children }: FrameProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} asks leave={leave}>
      <p>{text}</p>
      <form
        className={css["form"]}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) go();
        }}
      >
        {children}
        <div className={css["answers"]}>
          <Button onPress={leave}>{t("calendar.move.leave")}</Button>
          <Button type="submit" look="danger" isDisabled={!ready}>
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
