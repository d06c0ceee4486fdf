/** What can be done to a hearing as it stands: listed, moved, split, adjourned, called off. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { act, attest } from "../../../api/booking";
import type { Booked, CourtPoint, Line } from "../../../api/calendar";
import type { Problem } from "../../../api/http";
import { Button } from "../../../parts/button";
import { ProblemNotice } from "../../../parts/notice";
import { ReasonDialog } from "../../../parts/reason_dialog";
import { Section } from "../../../parts/section";
import { timeOf } from "../../../staff/calendar/draft";
import { roomOf } from "../../../staff/calendar/moving";
import { asStaff } from "../../../staff/signed_out";
import { MoveDialog } from "../calendar/move_dialog";
import css from "./booking.module.css";
import { AdjournDialog, SplitDialog } from "./time_dialogs";

interface Props {
  readonly booked: Booked;
  readonly rooms: readonly CourtPoint[];
  readonly again: () => Promise<void>;
}

type Doing =
  | { readonly what: "cancel" | "adjourn" | "attest" }
  | { readonly what: "move" | "split"; readonly number: number };

export function Todo({ booked, rooms, again }: Props) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function send(what: Parameters<typeof act>[1], asked: Parameters<typeof act>[2]) {
    setDoing(null);
    setBusy(true);
    setProblem(null);
    const answer = await asStaff(act(booked.id, what, asked));
    setBusy(false);
    if (!answer.ok) setProblem(answer.problem);
    await again();
  }

  async function list(document: string) {
    setDoing(null);
    const answer = await asStaff(attest(booked.id, document));
    if (answer.ok) await send("schedule", {});
    else setProblem(answer.problem);
  }

  const listed = booked.state === "scheduled";
  return (
    <Section title={t("booking.do.title")}>
      <div className={css["line"]}>
        {booked.state === "draft" && (
          <Button look="primary" isDisabled={busy} onPress={() => void send("schedule", {})}>
            {t(busy ? "booking.do.working" : "booking.do.schedule")}
          </Button>
        )}
        {listed &&
          booked.sittings.map(({ number }) => (
            <Button key={number} onPress={() => setDoing({ what: "move", number })}>
              {t("booking.do.move", { number })}
            </Button>
          ))}
        {listed &&
          booked.sittings.map(({ number }) => (
            <Button key={number} onPress={() => setDoing({ what: "split", number })}>
              {t("booking.do.split", { number })}
            </Button>
          ))}
        {listed && (
          <Button onPress={() => setDoing({ what: "adjourn" })}>
            {t("booking.do.adjourn")}
          </Button>
        )}
        <Button look="danger" isDisabled={busy} onPress={() => setDoing({ what: "cancel" })}>
          {t("booking.do.cancel")}
        </Button>
      </div>
      {problem !== null && <ProblemNotice problem={problem} />}
      {problem?.code === "eligibility.not_attested" && (
        <div>
          <Button onPress={() => setDoing({ what: "attest" })}>
            {t("booking.attest.title")}
          </Button>
        </div>
      )}
      <Dialogs
        doing={doing}
        booked={booked}
        rooms={rooms}
        leave={() => setDoing(null)}
        send={(what, asked) => void send(what, asked)}
        list={(document) => void list(document)}
        moved={() => {
          setDoing(null);
          void again();
        }}
      />
    </Section>
  );
}

interface DialogsProps {
  readonly doing: Doing | null;
  readonly booked: Booked;
  readonly rooms: readonly CourtPoint[];
  readonly leave: () => void;
  readonly send: (...asked: [Parameters<typeof act>[1], Parameters<typeof act>[2]]) => void;
  readonly list: (document: string) => void;
  readonly moved: () => void;
}

function Dialogs({ doing, booked, rooms, leave, send, list, moved }: DialogsProps) {
  const { t } = useTranslation();
  switch (doing?.what) {
    case "cancel":
      return (
        <ReasonDialog
          title={t("booking.do.cancel")}
          text={t("booking.cancel.text")}
          label={t("booking.cancel.reason")}
          confirm={t("booking.do.cancel")}
          answer={(reason) => (reason === null ? leave() : send("cancel", { reason }))}
        />
      );
    case "attest":
      return (
        <ReasonDialog
          title={t("booking.attest.title")}
          text={t("booking.attest.text")}
          label={t("booking.attest.document")}
          confirm={t("booking.attest.confirm")}
          answer={(document) => (document === null ? leave() : list(document))}
        />
      );
    case "adjourn":
      return (
        <AdjournDialog booked={booked} leave={leave} send={(asked) => send("adjourn", asked)} />
      );
    case "split":
      return (
        <SplitDialog
          booked={booked}
          number={doing.number}
          leave={leave}
          send={(asked) => send("split", asked)}
        />
      );
    case "move":
      return (
        <MoveDialog
          proposal={proposalOf(booked, doing.number)}
          zone={booked.zone}
          rooms={rooms.filter(({ kind }) => kind === "central")}
          lines={[]}
          movable
          leave={leave}
          moved={moved}
        />
      );
    default:
      return null;
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
