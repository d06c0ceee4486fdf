/** What is seldom done about people: a code for another device, taking a seat away. */
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import type { Place } from "../hearing/people";
import { useCommand } from "../hearing/use_command";
import { Button } from "./button";
import { ConfirmDialog } from "./confirm_dialog";
import css from "./desk_panel.module.css";
import { ProblemNotice } from "./notice";

interface Props {
  readonly room: Courtroom;
  readonly place: Place;
  readonly own: Seat;
  /** What else may be done there. */
  readonly children?: ReactNode;
}

export function SeatActions({ room, place, own, children }: Props) {
  const { t } = useTranslation();
  const others = place.people.filter(({ id }) => id !== own.id);
  if (others.length === 0) return null;
  return (
    <details className={css["more"]}>
      <summary aria-label={t("court.desk.others", { name: place.name })}>
        {t("court.desk.others_short")}
      </summary>
      <div>
        {children}
        {others.map((seat) => (
          <OfSeat key={seat.id} room={room} seat={seat} />
        ))}
      </div>
    </details>
  );
}

function OfSeat({ room, seat }: { room: Courtroom; seat: Seat }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  const [asking, setAsking] = useState(false);
  const name = seat.display;
  return (
    <>
      <Button
        small
        isDisabled={busy}
        aria-label={t("court.inside.transfer_of", { name })}
        onPress={() => give({ type: "issue_transfer", seat: seat.id })}
      >
        {t("court.inside.transfer_of", { name })}
      </Button>
      <Button
        small
        look="danger"
        isDisabled={busy}
        aria-label={t("court.inside.revoke_of", { name })}
        onPress={() => setAsking(true)}
      >
        {t("court.inside.revoke_of", { name })}
      </Button>
      {problem !== null && <ProblemNotice problem={problem} />}
      <ConfirmDialog
        open={asking}
        title={t("court.inside.revoke_title", { name })}
        text={t("court.inside.revoke_text")}
        confirm={t("court.inside.revoke")}
        cancel={t("desk.cancel")}
        answer={(yes) => {
          setAsking(false);
          if (yes) give({ type: "revoke_seat", seat: seat.id, reason: "" });
        }}
      />
    </>
  );
}
