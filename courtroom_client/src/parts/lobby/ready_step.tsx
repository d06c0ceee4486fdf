/** What was found, and the one button that takes the seat. */
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/http";
import { useStore } from "../../base/use_store";
import type { Lobby, LobbyView } from "../../lobby/lobby";
import { mayLack, type Step } from "../../lobby/steps";
import type { WayView } from "../../lobby/way";
import type { CaptureState } from "../../media/capture";
import { Button } from "../button";
import { ProblemNotice } from "../notice";
import css from "./lobby.module.css";

interface Props {
  readonly lobby: Lobby;
  readonly join: () => Promise<Problem | null>;
}

export function ReadyStep({ lobby, join }: Props) {
  const { t } = useTranslation();
  const capture = useStore(lobby.capture);
  const view = useStore(lobby);
  const way = useStore(lobby.way);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { role, equipment } = lobby.invitation;
  const network = networkWords(t, way);

  async function press() {
    setBusy(true);
    setProblem(null);
    lobby.way.stop();
    setProblem(await join());
    setBusy(false);
  }

  return (
    <>
      <p>{t("lobby.ready.text")}</p>
      <dl className={css["summary"]}>
        {equipment === "own" && (
          <>
            <Row lobby={lobby} step="devices" what="camera" found={cameraWords(t, capture)} />
            <Row
              lobby={lobby}
              step="devices"
              what="microphone"
              found={microphoneWords(t, capture, view)}
            />
            <Row lobby={lobby} step="replay" what="speaker" found={speakerWords(t, view)} />
          </>
        )}
        <Row lobby={lobby} step="network" what="network" found={network} />
      </dl>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className={css["ways"]}>
        <Button
          look="primary"
          isDisabled={busy || !mayLack(role, lobby.lacking())}
          onPress={() => void press()}
        >
          {t(busy ? "join.entering" : "join.enter")}
        </Button>
      </div>
      <p className={css["help"]}>{t("join.once")}</p>
    </>
  );
}

interface RowProps {
  readonly lobby: Lobby;
  readonly step: Step;
  readonly what: "camera" | "microphone" | "speaker" | "network";
  readonly found: string;
}

function Row({ lobby, step, what, found }: RowProps) {
  const { t } = useTranslation();
  const name = t(`lobby.ready.${what}`);
  return (
    <div className={css["row"]}>
      <dt>{name}</dt>
      <dd className={css["found"]}>
        {found}
        <Button
          small
          aria-label={t("lobby.ready.review_of", { what: name })}
          onPress={() => lobby.go(step)}
        >
          {t("lobby.ready.review")}
        </Button>
      </dd>
    </div>
  );
}

function networkWords(t: TFunction, { verdict, busy }: WayView): string {
  if (busy !== null) return t("lobby.network.measuring");
  if (verdict === null) return t("lobby.ready.untested");
  return t(`lobby.network.worth.${verdict.network}`);
}

function cameraWords(t: TFunction, { camera }: CaptureState): string {
  return t(camera.is === "live" ? "lobby.ready.ok" : "lobby.ready.missing");
}

function microphoneWords(t: TFunction, { microphone }: CaptureState, view: LobbyView): string {
  if (view.beside) return t("lobby.ready.silent");
  if (microphone.is !== "live") return t("lobby.ready.missing");
  return t(view.heard ? "lobby.ready.heard" : "lobby.ready.quiet");
}

function speakerWords(t: TFunction, { beside, speaker }: LobbyView): string {
  if (beside) return t("lobby.ready.silent");
  if (speaker === null) return t("lobby.ready.untested");
  return t(speaker ? "lobby.ready.ok" : "lobby.ready.unheard");
}
