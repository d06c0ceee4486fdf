/** The reception room as the called party sees it: the clerk, oneself, and nobody else. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { seated } from "../hearing/people";
import { ConnectionNotices } from "../parts/connection_notices";
import { Notice } from "../parts/notice";
import { OwnBar } from "../parts/own_bar";
import { RemoteSound, RemoteVideo } from "../parts/remote";
import { Sheet } from "../parts/sheet";
import { SilentNotice } from "../parts/silent_notice";
import { OwnVideo } from "../parts/video";
import css from "./reception.module.css";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

export function Reception({ room, state, own }: Props) {
  const { t } = useTranslation();
  const heading = useCalled(t("reception.called"), t("product"));
  const { camera } = useStore(room.capture);
  return (
    <>
      <Sheet wide>
        <ConnectionNotices room={room} />
        <SilentNotice room={room} />
        <h1 ref={heading} tabIndex={-1} className={css["title"]}>
          {t("reception.title")}
        </h1>
        <Notice role="alert">
          <p>{t("reception.text")}</p>
          <p>{t("reception.ready")}</p>
        </Notice>
        <ul className={css["two"]}>
          <Clerk room={room} state={state} />
          <li className={css["tile"]}>
            <div className={css["picture"]}>
              {camera.is === "live" && camera.on ? (
                <OwnVideo
                  track={camera.track}
                  label={t("reception.own")}
                  className={css["own"]}
                />
              ) : (
                <p>{t("join.no_picture")}</p>
              )}
            </div>
            <p className={css["name"]}>
              {t(`role.${own.role}`)} <strong>{own.display}</strong> ({t("room.you")})
            </p>
          </li>
        </ul>
      </Sheet>
      <OwnBar room={room} state={state} own={own} />
    </>
  );
}

/** Who looks elsewhere hears the heading and sees the tab's title change. */
function useCalled(called: string, product: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    document.title = `● ${called}`;
    return () => {
      document.title = product;
    };
  }, [called, product]);
  return heading;
}

function Clerk({ room, state }: { room: Courtroom; state: HearingState }) {
  const { t } = useTranslation();
  const host = state.reception?.host ?? "";
  const media = useStore(room.media).devices[host];
  const [clerk] = seated(state, host);
  const name = clerk?.display ?? "";
  return (
    <li className={css["tile"]}>
      <div className={css["picture"]}>
        {media?.camera ? (
          <RemoteVideo
            track={media.camera}
            device={host}
            label={t("reception.clerk", { name })}
            className={css["video"]}
          />
        ) : (
          <p>
            {t(media === undefined ? "reception.coming" : "reception.no_picture", { name })}
          </p>
        )}
      </div>
      {media?.microphone && <RemoteSound track={media.microphone} device={host} />}
      {clerk !== undefined && (
        <p className={css["name"]}>
          {t(`role.${clerk.role}`)} <strong>{name}</strong>
        </p>
      )}
    </li>
  );
}
