/** Who waits, since when, with which device check; calling them to reception and letting them in. */
import { useTranslation } from "react-i18next";
import { useNow } from "../base/use_now";
import type { HearingState, Point, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { type Arrivals, arrivals, secondsSince, stopwatch } from "../hearing/lobby";
import type { Place } from "../hearing/people";
import { isLive } from "../hearing/status";
import { useCommand } from "../hearing/use_command";
import { Button } from "./button";
import { CheckWords } from "./check_words";
import css from "./desk_panel.module.css";
import { ProblemNotice } from "./notice";
import { PeopleNames } from "./people_names";
import { SeatActions } from "./seat_actions";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

export function LobbyList({ room, state, own }: Props) {
  const { t } = useTranslation();
  const groups = arrivals(state);
  const now = useNow(groups.length > 0);
  return (
    <section className={css["section"]} aria-label={t("court.lobby.title")}>
      <h2 className={css["title"]}>{t("court.lobby.title")}</h2>
      {groups.length === 0 && <p className={css["quiet"]}>{t("court.lobby.empty")}</p>}
      {groups.length > 0 && !isLive(state.status) && (
        <p className={css["quiet"]}>{t("court.lobby.closed")}</p>
      )}
      {groups.map((group) => (
        <Group
          key={group.point?.id ?? "personal"}
          {...{ room, state, own, now }}
          group={group}
        />
      ))}
    </section>
  );
}

interface GroupProps extends Props {
  readonly now: number;
  readonly group: Arrivals;
}

function Group({ room, state, own, now, group }: GroupProps) {
  const { t } = useTranslation();
  const { point, waiting } = group;
  return (
    <>
      <div className={css["group"]}>
        <h3>{point?.name ?? t("court.lobby.personal")}</h3>
        {point !== null && isLive(state.status) && <AdmitPoint room={room} point={point} />}
      </div>
      <ul className={css["list"]}>
        {waiting.map((place) => (
          <Waiting key={place.device.id} {...{ room, state, own, now, place }} />
        ))}
      </ul>
    </>
  );
}

function AdmitPoint({ room, point }: { room: Courtroom; point: Point }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  return (
    <>
      <Button
        small
        isDisabled={busy}
        aria-label={t("court.lobby.admit_point_of", { name: point.name })}
        onPress={() => give({ type: "admit_point", point: point.id })}
      >
        {t("court.lobby.admit_point")}
      </Button>
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
}

interface WaitingProps extends Props {
  readonly now: number;
  readonly place: Place;
}

function Waiting({ room, state, own, now, place }: WaitingProps) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  const { device, name, people } = place;
  const clock = stopwatch(secondsSince(device.waiting_since, now));
  const identified = people.length > 0 && people.every((seat) => seat.identified);
  const open = isLive(state.status);
  return (
    <li className={css["card"]}>
      <div className={css["head"]}>
        <PeopleNames place={place} />
        <span className={css["wait"]}>{t("court.lobby.waited", { clock })}</span>
      </div>
      <p className={css["quiet"]}>
        {t(identified ? "court.identified" : "court.not_identified")}
        {device.check === null && `, ${t("court.check.none")}`}
      </p>
      {device.check !== null && <CheckWords check={device.check} />}
      {device.returned !== null && (
        <p className={css["quiet"]}>{t("court.lobby.returned", { reason: device.returned })}</p>
      )}
      <div className={css["row"]}>
        {open && (
          <>
            <Button
              small
              look={identified ? "plain" : "primary"}
              isDisabled={busy || state.reception !== null}
              aria-label={t("court.lobby.call_of", { name })}
              onPress={() => give({ type: "call_to_reception", device: device.id })}
            >
              {t("court.lobby.call")}
            </Button>
            <Button
              small
              look={identified ? "primary" : "plain"}
              isDisabled={busy}
              aria-label={t("court.lobby.admit_of", { name })}
              onPress={() => give({ type: "admit", device: device.id })}
            >
              {t("court.lobby.admit")}
            </Button>
          </>
        )}
        <SeatActions room={room} place={place} own={own} />
      </div>
      {problem !== null && <ProblemNotice problem={problem} />}
    </li>
  );
}
