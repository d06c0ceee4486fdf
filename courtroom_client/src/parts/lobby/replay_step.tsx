/** Recording and replaying five seconds of oneself. It may be passed over. */
import { useTranslation } from "react-i18next";
import { useStore } from "../../base/use_store";
import type { Lobby } from "../../lobby/lobby";
import type { CaptureState } from "../../media/capture";
import { Button } from "../button";
import { Notice } from "../notice";
import css from "./lobby.module.css";

export function ReplayStep({ lobby }: { lobby: Lobby }) {
  const { t } = useTranslation();
  const capture = useStore(lobby.capture);
  const replay = useStore(lobby.replay);
  const { beside } = useStore(lobby);
  const tracks = live(capture);
  const record = () => lobby.replay.record(tracks);
  if (beside) return <p>{t("lobby.replay.silent")}</p>;
  return (
    <>
      <p>{t("lobby.replay.text")}</p>
      {replay.is === "none" && <Notice role="status">{t("lobby.replay.none")}</Notice>}
      {replay.is === "recording" && (
        <Notice role="status" tone="good">
          {t("lobby.replay.recording")}
        </Notice>
      )}
      {replay.is === "empty" && tracks.length > 0 && (
        <div>
          <Button onPress={record}>{t("lobby.replay.record")}</Button>
        </div>
      )}
      {replay.is === "ready" && (
        <>
          <Player url={replay.url} picture={replay.picture} />
          <Answer lobby={lobby} />
          <div>
            <Button onPress={record}>{t("lobby.again")}</Button>
          </div>
        </>
      )}
    </>
  );
}

function live({ camera, microphone }: CaptureState): MediaStreamTrack[] {
  return [microphone, camera].flatMap((own) => (own.is === "live" ? [own.track] : []));
}

function Player({ url, picture }: { url: string; picture: boolean }) {
  const { t } = useTranslation();
  const label = t("lobby.replay.play");
  return picture ? (
    // biome-ignore lint/a11y/useMediaCaption: five seconds of the person's own words
    <video
      className={css["replay"]}
      src={url}
      aria-label={label}
      controls
      autoPlay
      playsInline
    />
  ) : (
    // biome-ignore lint/a11y/useMediaCaption: five seconds of the person's own words
    <audio src={url} aria-label={label} controls autoPlay />
  );
}

function Answer({ lobby }: { lobby: Lobby }) {
  const { t } = useTranslation();
  const { speaker } = useStore(lobby);
  return (
    <fieldset className={css["more"]}>
      <legend>{t("lobby.replay.ask")}</legend>
      <div className={css["answers"]}>
        <Button onPress={() => lobby.says({ speaker: true })}>{t("lobby.replay.yes")}</Button>
        <Button onPress={() => lobby.says({ speaker: false })}>{t("lobby.replay.no")}</Button>
      </div>
      {speaker !== null && (
        <Notice role="status" tone={speaker ? "good" : "wait"}>
          {t(speaker ? "lobby.replay.heard" : "lobby.replay.unheard")}
        </Notice>
      )}
    </fieldset>
  );
}
