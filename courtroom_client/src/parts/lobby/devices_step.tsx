/** Choosing camera and microphone, and seeing and hearing that they work. */
import { useTranslation } from "react-i18next";
import { useStore } from "../../base/use_store";
import { browser } from "../../lobby/browser";
import type { Lobby } from "../../lobby/lobby";
import { mayLack } from "../../lobby/steps";
import { DeviceCheck } from "../device_check";
import { Notice } from "../notice";
import { Tick } from "../tick";
import css from "./lobby.module.css";

export function DevicesStep({ lobby }: { lobby: Lobby }) {
  const { t } = useTranslation();
  const { camera, microphone } = useStore(lobby.capture);
  const { beside } = useStore(lobby);
  const { role, rooms } = lobby.invitation;
  const denied = [camera, microphone].some(
    (own) => own.is === "failed" && own.fault === "denied",
  );
  const failed = camera.is === "failed" && !mayLack(role, "camera");
  return (
    <>
      <DeviceCheck capture={lobby.capture} silent={beside} heard={lobby.hears} />
      {denied && <Notice>{t(`lobby.help.${browser(navigator.userAgent)}`)}</Notice>}
      {failed && <p>{t("lobby.devices.must")}</p>}
      {rooms && role !== "room_device" && (
        <div className={css["more"]}>
          <Tick
            label={t("lobby.devices.beside")}
            help={t("lobby.devices.beside_help")}
            ticked={beside}
            change={(chosen) => lobby.stands(chosen)}
          />
        </div>
      )}
    </>
  );
}
