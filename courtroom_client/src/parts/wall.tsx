/** A point's own screen on the wall: the court large, who sits here, three buttons to be helped. */
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { Device, HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { seated } from "../hearing/people";
import { hasEnded } from "../hearing/status";
import { useCommand } from "../hearing/use_command";
import { useOwn } from "../hearing/use_own";
import { Button } from "./button";
import { FaultNotice } from "./fault_notice";
import { Notice, ProblemNotice } from "./notice";
import { OwnStateWords } from "./own_state";
import css from "./wall.module.css";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

/** What stands below the courtroom's picture there. */
export function WallBar({ room, state, own }: Props) {
  const { t } = useTranslation();
  const { capture } = room;
  const how = useOwn(room, state, own);
  const device = state.devices[own.device];
  useEffect(() => void capture.shape("room"), [capture]);
  return (
    <section className={css["bar"]} aria-label={t("own.title")}>
      <FaultNotice source="microphone" capture={capture} />
      <FaultNotice source="camera" capture={capture} />
      <div className={css["row"]}>
        <Here state={state} own={own} />
        <OwnStateWords own={how} watches={false} />
      </div>
      {device !== undefined && !hasEnded(state.status) && <Help room={room} device={device} />}
    </section>
  );
}

function Here({ state, own }: { state: HearingState; own: Seat }) {
  const { t } = useTranslation();
  const device = state.devices[own.device];
  const point = device?.point == null ? undefined : state.points[device.point];
  const people = seated(state, own.device);
  return (
    <div className={css["here"]}>
      <p className={css["point"]}>{point?.name ?? t("court.wall.here")}</p>
      {people.length === 0 && <p>{t("court.wall.nobody")}</p>}
      <ul className={css["people"]}>
        {people.map((seat) => (
          <li key={seat.id}>
            <span className={css["role"]}>{t(`role.${seat.role}`)}</span>{" "}
            <span className={css["name"]}>{seat.display}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const REASONS = ["cannot_hear", "meet_counsel", "need_officer"] as const;

function Help({ room, device }: { room: Courtroom; device: Device }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  const { link } = useStore(room.socket);
  const called = device.call?.reason ?? null;
  return (
    <div className={css["help"]}>
      <fieldset className={css["calls"]} aria-label={t("court.wall.call")}>
        {REASONS.map((reason) => (
          <Button
            key={reason}
            look={called === reason ? "primary" : "plain"}
            isDisabled={busy || link !== "connected"}
            aria-pressed={called === reason}
            onPress={() => give({ type: "call_staff", reason })}
          >
            {t(`court.wall.${reason}`)}
          </Button>
        ))}
      </fieldset>
      {called !== null && (
        <Notice role="status">
          {t("court.wall.calling", { what: t(`court.wall.${called}`) })}
        </Notice>
      )}
      {problem !== null && <ProblemNotice problem={problem} />}
    </div>
  );
}
