/** The lobby: its steps, one a screen. Only "Join the hearing" at the last one redeems the link. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/http";
import type { Invitation } from "../api/links";
import { useStore } from "../base/use_store";
import { Lobby } from "../lobby/lobby";
import { mayLack, type Step } from "../lobby/steps";
import type { Capture } from "../media/capture";
import { Button } from "../parts/button";
import { AgeStep } from "../parts/lobby/age_step";
import { DevicesStep } from "../parts/lobby/devices_step";
import css from "../parts/lobby/lobby.module.css";
import { NetworkStep } from "../parts/lobby/network_step";
import { ReadyStep } from "../parts/lobby/ready_step";
import { ReplayStep } from "../parts/lobby/replay_step";
import { RoomStep } from "../parts/lobby/room_step";

interface Props {
  readonly token: string;
  readonly invitation: Invitation;
  readonly capture: Capture;
  /** Takes the seat. A problem, or null once the seat's page opens. */
  readonly join: (lobby: Lobby) => Promise<Problem | null>;
}

const STEPS = {
  age: AgeStep,
  room: RoomStep,
  devices: DevicesStep,
  replay: ReplayStep,
  network: NetworkStep,
  ready: ReadyStep,
} as const;

export function LobbySteps({ token, invitation, capture, join }: Props) {
  const { t } = useTranslation();
  const [lobby] = useState(() => new Lobby(token, invitation, capture));
  useEffect(() => () => lobby.stop(), [lobby]);
  const { step } = useStore(lobby);
  const heading = useHeadingOf(step);
  const Content = STEPS[step];
  return (
    <section className={css["step"]} aria-labelledby="step">
      <p className={css["place"]}>
        {t("lobby.step", { at: lobby.place + 1, of: lobby.steps.length })}
      </p>
      <Progress lobby={lobby} />
      <h1 id="step" ref={heading} tabIndex={-1} className={css["title"]}>
        {t(`lobby.${step}.title`, { point: invitation.point })}
      </h1>
      <Content lobby={lobby} join={() => join(lobby)} />
      <Ways lobby={lobby} />
    </section>
  );
}

/** Whoever listens to the page, or presses Tab, begins each step at its heading. */
function useHeadingOf(step: Step) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return heading;
}

function Progress({ lobby }: { lobby: Lobby }) {
  return (
    <div className={css["progress"]} aria-hidden>
      {lobby.steps.map((step, at) => (
        <span key={step} data-done={at <= lobby.place} />
      ))}
    </div>
  );
}

/** Back, on, and for who is in a hurry to the last step. */
function Ways({ lobby }: { lobby: Lobby }) {
  const { t } = useTranslation();
  const { step, adult } = useStore(lobby);
  useStore(lobby.capture);
  const [first] = lobby.steps;
  const last = step === "ready";
  const lacking = step === "devices" ? lobby.lacking() : null;
  const asked = step === "age" && adult !== true;
  const open = !last && !asked && lacking === null;
  const without = lacking !== null && mayLack(lobby.invitation.role, lacking);
  return (
    <div className={css["ways"]}>
      {open && (
        <Button look="primary" onPress={() => lobby.next()}>
          {t("lobby.next")}
        </Button>
      )}
      {without && (
        <Button onPress={() => lobby.next()}>
          {t("lobby.devices.without", { what: t(`device.${lacking}`) })}
        </Button>
      )}
      {open && lobby.place < lobby.steps.length - 2 && (
        <Button onPress={() => lobby.go("ready")}>{t("lobby.last")}</Button>
      )}
      {step !== first && <Button onPress={() => lobby.back()}>{t("lobby.back")}</Button>}
    </div>
  );
}
