/** What can be done to a hearing as it stands: listed, moved, split, adjourned, called off. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { act } from "../../../api/booking";
import type { Booked, CourtPoint, Line } from "../../../api/calendar";
import { courtClock, courtTime } from "../../../language/format";
import { Button } from "../../../parts/button";
import { ProblemNotice } from "../../../parts/notice";
import { Section } from "../../../parts/section";
import { timeOf } from "../../../staff/calendar/draft";
import { roomOf } from "../../../staff/calendar/moving";
import { useAct } from "../../../staff/calendar/use_act";
import { MoveDialog } from "../calendar/move_dialog";
import type { FrameOf } from "./act_frame";
import css from "./booking.module.css";
import { Changed } from "./changed";
import { AttestDialog, CancelDialog } from "./reason_dialogs";
import { AdjournDialog, SplitDialog } from "./time_dialogs";

interface Props {
  readonly booked: Booked;
  readonly rooms: readonly CourtPoint[];
  readonly names: ReadonlyMap<string, string>;
  readonly again: () => Promise<void>;
}

type Doing =
  | { readonly what: "cancel" | "adjourn" | "attest" }
  | { readonly what: "move" | "split"; readonly number: number };

export function Todo({ booked, rooms, names, again }: Props) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<Doing | null>(null);
  const acting = useAct(booked, again);
  const begin = (what: Doing) => {
    acting.forget();
    setDoing(what);
  };
  const { busy, problem, before } = acting;
  const outside = doing === null; // a dialog says it itself
  return (
    <Section title={t("booking.do.title")}>
      <div className={css["line"]}>
        {booked.state === "draft" && (
          <Button
            look="primary"
            isDisabled={busy}
            onPress={() => void acting.send((seen) => act(seen, "schedule", {}))}
          >
            {t(busy ? "booking.do.working" : "booking.do.schedule")}
          </Button>
        )}
        {booked.state === "scheduled" && (
          <Button onPress={() => begin({ what: "adjourn" })}>{t("booking.do.adjourn")}</Button>
        )}
        <Button look="danger" isDisabled={busy} onPress={() => begin({ what: "cancel" })}>
          {t("booking.do.cancel")}
        </Button>
      </div>
      {booked.state === "scheduled" && <Sittings booked={booked} begin={begin} />}
      {outside && before !== null && <Changed before={before} now={booked} drop={null} />}
      {outside && problem !== null && <ProblemNotice problem={problem} />}
      {outside && problem?.code === "eligibility.not_attested" && (
        <div>
          <Button onPress={() => begin({ what: "attest" })}>{t("booking.attest.title")}</Button>
        </div>
      )}
      {doing !== null && (
        <Dialogs
          doing={doing}
          booked={booked}
          rooms={rooms.filter(({ kind }) => kind === "central")}
          names={names}
          acting={acting}
          leave={() => {
            setDoing(null);
            acting.forget();
          }}
          moved={again}
        />
      )}
    </Section>
  );
}

interface SittingsProps {
  readonly booked: Booked;
  readonly begin: (what: Doing) => void;
}

function Sittings({ booked, begin }: SittingsProps) {
  const { t } = useTranslation();
  return (
    <ul className={css["sittings"]}>
      {booked.sittings.map(({ number, starts_at, ends_at }) => (
        <li key={number}>
          <span>
            {t("booking.further", { number })}: {courtTime(starts_at, booked.zone)} –{" "}
            {courtClock(ends_at, booked.zone)}
          </span>
          {(["move", "split"] as const).map((what) => (
            <Button key={what} onPress={() => begin({ what, number })}>
              {t(`booking.do.${what}`, { number })}
            </Button>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Dialogs({
  doing,
  moved,
  ...of
}: FrameOf & { readonly doing: Doing; readonly moved: () => Promise<void> }) {
  switch (doing.what) {
    case "cancel":
      return <CancelDialog {...of} />;
    case "attest":
      return <AttestDialog {...of} />;
    case "adjourn":
      return <AdjournDialog {...of} />;
    case "split":
      return <SplitDialog {...of} number={doing.number} />;
    case "move":
      return (
        <MoveDialog
          proposal={proposalOf(of.booked, doing.number)}
          zone={of.booked.zone}
          rooms={of.rooms}
          lines={[]}
          movable
          leave={() => of.leave(false)}
          moved={() => {
            of.leave(true);
            void moved();
          }}
        />
      );
  }
}

function proposalOf(booked: Booked, number: number) {
  const sitting = booked.sittings[number - 1];
  const span = { starts_at: sitting?.starts_at ?? "", ends_at: sitting?.ends_at ?? "" };
  const time = timeOf(span, booked.zone);
  const line: Line = {
    hearing: booked.id,
    number,
    ...span,
    title: booked.title,
    case_number: booked.case_number,
    booked: "scheduled",
    presiding_judge: null,
    points: booked.points.map(({ id }) => id),
  };
  const at = (clock: string) => `${time.day}T${clock}:00`;
  return { line, room: roomOf(booked), start: at(time.start), end: at(time.end) };
}
