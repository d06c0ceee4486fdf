/** Who is in the courtroom, each with what the desk may do about them one press away. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HearingState, Seat } from "../generated/protocol";
import { absence } from "../hearing/condition";
import type { Courtroom } from "../hearing/courtroom";
import { BENCH } from "../hearing/door";
import { inside } from "../hearing/lobby";
import type { Place } from "../hearing/people";
import { isLive } from "../hearing/status";
import { useCommand } from "../hearing/use_command";
import { Button } from "./button";
import css from "./desk_panel.module.css";
import { ProblemNotice } from "./notice";
import { PeopleNames } from "./people_names";
import { ReasonDialog } from "./reason_dialog";
import { SeatActions } from "./seat_actions";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

export function InsideList({ room, state, own }: Props) {
  const { t } = useTranslation();
  const there = inside(state, own.id);
  return (
    <section className={css["section"]} aria-label={t("court.inside.title")}>
      <h2 className={css["title"]}>{t("court.inside.title")}</h2>
      {there.length === 0 && <p className={css["quiet"]}>{t("court.inside.empty")}</p>}
      <ul className={css["list"]}>
        {there.map((place) => (
          <Inside key={place.device.id} {...{ room, state, own, place }} />
        ))}
      </ul>
    </section>
  );
}

function Inside({ room, state, own, place }: Props & { place: Place }) {
  const { t } = useTranslation();
  const absent = absence(place.device, state.status);
  const bench = place.people.some(({ role }) => BENCH.has(role));
  return (
    <li className={css["card"]}>
      <PeopleNames place={place} />
      {place.point !== null && <p className={css["quiet"]}>{place.point.name}</p>}
      {absent !== null && <p className={css["wait"]}>{t(`court.absent.${absent}`)}</p>}
      <SeatActions room={room} place={place} own={own}>
        {!bench && isLive(state.status) && <ReturnToLobby room={room} place={place} />}
        {isLive(state.status) && <Sharing room={room} place={place} />}
      </SeatActions>
    </li>
  );
}

function ReturnToLobby({ room, place }: { room: Courtroom; place: Place }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  const [asking, setAsking] = useState(false);
  const { name, device } = place;
  return (
    <>
      <Button
        small
        isDisabled={busy}
        aria-label={t("court.inside.return_of", { name })}
        onPress={() => setAsking(true)}
      >
        {t("court.inside.return")}
      </Button>
      {problem !== null && <ProblemNotice problem={problem} />}
      {asking && (
        <ReasonDialog
          title={t("court.inside.return_title", { name })}
          text={t("court.inside.return_text")}
          label={t("court.desk.reason")}
          confirm={t("court.inside.return")}
          answer={(reason) => {
            setAsking(false);
            if (reason !== null) give({ type: "return_to_lobby", device: device.id, reason });
          }}
        />
      )}
    </>
  );
}

function Sharing({ room, place }: { room: Courtroom; place: Place }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  const { name, device } = place;
  if (!device.share_held) return null;
  return (
    <>
      <Button
        small
        isDisabled={busy}
        aria-label={t("court.inside.allow_share_of", { name })}
        onPress={() => give({ type: "allow_share", device: device.id })}
      >
        {t("court.inside.allow_share")}
      </Button>
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
}
