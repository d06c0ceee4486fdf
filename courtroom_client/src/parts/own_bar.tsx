/** One's own state, always in the same place: heard or not and why, seen or not, and the switches. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useControlKeys } from "../base/use_keys";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { ownState } from "../hearing/own";
import { GALLERY } from "../hearing/people";
import type { Own, Source } from "../media/capture";
import { Button } from "./button";
import { FaultNotice } from "./fault_notice";
import css from "./own_bar.module.css";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

const KEYS = { microphone: "D", camera: "E" } as const;

export function OwnBar({ room, state, own }: Props) {
  const { t } = useTranslation();
  const { capture } = room;
  const { camera, microphone } = useStore(capture);
  const { link, sent } = useStore(room.media);
  const watches = GALLERY.has(own.role);
  const { unheard, unseen } = ownState({
    status: state.status,
    role: own.role,
    device: state.devices[own.device],
    connected: link === "connected",
    camera,
    microphone,
    sent,
  });
  const keys = useMemo(
    () => ({
      d: () => !watches && capture.toggle("microphone"),
      e: () => !watches && capture.toggle("camera"),
    }),
    [capture, watches],
  );
  useControlKeys(keys);
  const heard =
    unheard === null ? t("own.heard") : `${t("own.unheard")}: ${t(`own.why.${unheard}`)}`;
  const seen =
    unseen === null ? t("own.seen") : `${t("own.unseen")}: ${t(`own.why.${unseen}`)}`;
  return (
    <section className={css["bar"]} aria-label={t("own.title")}>
      <div className={css["faults"]}>
        <FaultNotice source="microphone" capture={capture} />
        <FaultNotice source="camera" capture={capture} />
      </div>
      <div className={css["row"]}>
        <div className={css["state"]} role="status">
          <p className={unheard === null ? css["yes"] : css["no"]}>{heard}</p>
          {!watches && <p className={unseen === null ? css["yes"] : css["no"]}>{seen}</p>}
        </div>
        {!watches && (
          <div className={css["switches"]}>
            <Switch room={room} source="microphone" own={microphone} />
            <Switch room={room} source="camera" own={camera} />
          </div>
        )}
      </div>
    </section>
  );
}

interface SwitchProps {
  readonly room: Courtroom;
  readonly source: Source;
  readonly own: Own;
}

const WORDS = {
  microphone: ["own.unmute", "own.mute"],
  camera: ["own.start_camera", "own.stop_camera"],
} as const;

function Switch({ room, source, own }: SwitchProps) {
  const { t } = useTranslation();
  const [start, stop] = WORDS[source];
  return (
    <Button
      isDisabled={own.is === "asking"}
      aria-keyshortcuts={`Control+${KEYS[source]}`}
      onPress={() => room.capture.toggle(source)}
    >
      {t(own.is === "live" && own.on ? stop : start)}
      <kbd>Ctrl+{KEYS[source]}</kbd>
    </Button>
  );
}
