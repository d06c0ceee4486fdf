/** The reception room as the called party sees it: the clerk, oneself, and nobody else. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useBigType } from "../base/use_big_type";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { seated } from "../hearing/people";
import { useOwn } from "../hearing/use_own";
import { ConnectionNotices } from "../parts/connection_notices";
import { OwnKeys } from "../parts/court_keys";
import { FaultNotice } from "../parts/fault_notice";
import { Notice } from "../parts/notice";
import { Switch } from "../parts/own_bar";
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
  useBigType(own.role === "room_device");
  const heading = useCalled(t("reception.called"), t("product"));
  const { camera } = useStore(room.capture);
  return (
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
      <Heard room={room} state={state} own={own} />
    </Sheet>
  );
}

/** The hearing with the reception for a courtroom: who is heard here is heard by the clerk. */
function here(state: HearingState, own: Seat): HearingState {
  const device = state.devices[own.device];
  if (device === undefined) return state;
  const inside = { ...device, place: "courtroom" as const, held: false };
  return { ...state, devices: { ...state.devices, [device.id]: inside } };
}

/** Whether the clerk hears and sees this person, why not, and the switches. */
function Heard({ room, state, own }: Props) {
  const { t } = useTranslation();
  const { unheard, unseen } = useOwn(room, here(state, own), own);
  const said = (what: "hears" | "sees", why: typeof unheard | typeof unseen) =>
    why === null
      ? t(`reception.${what}`)
      : t(`reception.${what}_not`, { why: t(`own.why.${why}`) });
  return (
    <section className={css["heard"]} aria-label={t("own.title")}>
      <div role="status">
        <p>{said("hears", unheard)}</p>
        <p>{said("sees", unseen)}</p>
      </div>
      <FaultNotice source="microphone" capture={room.capture} />
      <FaultNotice source="camera" capture={room.capture} />
      <OwnKeys room={room} live={false} />
      <div className={css["switches"]}>
        <Switch room={room} source="microphone" />
        <Switch room={room} source="camera" />
      </div>
    </section>
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
