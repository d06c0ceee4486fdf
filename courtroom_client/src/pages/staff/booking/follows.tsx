/** Which hearing this one follows, which one follows it; booking that where none does. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Booked, CourtPoint } from "../../../api/calendar";
import { Button } from "../../../parts/button";
import { useAct } from "../../../staff/calendar/use_act";
import { SuccessorDialog } from "./time_dialogs";

interface Props {
  readonly booked: Booked;
  readonly rooms: readonly CourtPoint[];
  readonly names: ReadonlyMap<string, string>;
  readonly books: boolean;
  readonly again: () => Promise<void>;
}

export function Follows({ booked, rooms, names, books, again }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const acting = useAct(booked, again);
  const { predecessor, successor, state } = booked;
  return (
    <>
      {predecessor !== null && (
        <p>
          <a href={`/hearings/${predecessor}/edit`}>{t("booking.predecessor")}</a>
        </p>
      )}
      {successor !== null && (
        <p>
          <a href={`/hearings/${successor}/edit`}>{t("booking.successor")}</a>
        </p>
      )}
      {successor === null && state === "adjourned" && books && (
        <div>
          <Button onPress={() => setAsking(true)}>{t("booking.do.succeed")}</Button>
        </div>
      )}
      {asking && (
        <SuccessorDialog
          booked={booked}
          acting={acting}
          rooms={rooms.filter(({ kind }) => kind === "central")}
          names={names}
          leave={() => {
            setAsking(false);
            acting.forget();
          }}
        />
      )}
    </>
  );
}
