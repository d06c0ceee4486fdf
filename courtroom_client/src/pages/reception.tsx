/** The reception room as the called party sees it: the clerk, oneself, and nobody else. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { ConnectionNotices } from "../parts/connection_notices";
import { RemoteSound, RemoteVideo } from "../parts/remote";
import { Sheet } from "../parts/sheet";
import { OwnVideo } from "../parts/video";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

export function Reception({ room, state }: Props) {
  const { t } = useTranslation();
  const host = state.reception?.host ?? "";
  const media = useStore(room.media).devices[host];
  const { camera } = useStore(room.capture);
  return (
    <Sheet>
      <ConnectionNotices room={room} />
      <h1>{t("reception.title")}</h1>
      <p>{t("reception.text")}</p>
      {media?.camera && (
        <RemoteVideo track={media.camera} device={host} label={t("reception.clerk")} />
      )}
      {media?.microphone && <RemoteSound track={media.microphone} device={host} />}
      {camera.is === "live" && <OwnVideo track={camera.track} label={t("reception.own")} />}
    </Sheet>
  );
}
