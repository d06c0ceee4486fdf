/** One's own state, always in the same place: heard or not and why, seen or not, and the switches. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useControlKeys } from "../base/use_keys";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { ownState, type WhyUnheard, type WhyUnseen } from "../hearing/own";
import { GALLERY } from "../hearing/people";
import { hasEnded } from "../hearing/status";
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
  const over = hasEnded(state.status);
  return (
    <section className={css["bar"]} aria-label={t("own.title")}>
      <div className={css["faults"]}>
        <FaultNotice source="microphone" capture={capture} />
        <FaultNotice source="camera" capture={capture} />
      </div>
      <div className={css["row"]}>
        <div className={css["state"]} role="status">
          {unheard !== null && unheard === unseen ? (
            <p className={css["no"]}>
              {t(watches ? "own.watching" : "own.neither", { why: t(`own.why.${unheard}`) })}
            </p>
          ) : (
            <>
              <Said yes="own.heard" no="own.unheard" why={unheard} />
              <Said yes="own.seen" no="own.unseen" why={unseen} />
            </>
          )}
        </div>
        {!watches && !over && (
          <div className={css["switches"]}>
            <Switch room={room} source="microphone" own={microphone} />
            <Switch room={room} source="camera" own={camera} />
          </div>
        )}
      </div>
    </section>
  );
}

interface SaidProps {
  readonly yes: "own.heard" | "own.seen";
  readonly no: "own.unheard" | "own.unseen";
  readonly why: WhyUnheard | WhyUnseen | null;
}

function Said({ yes, no, why }: SaidProps) {
  const { t } = useTranslation();
  if (why === null) return <p className={css["yes"]}>{t(yes)}</p>;
  return (
    <p className={css["no"]}>
      {t(no)}: {t(`own.why.${why}`)}
    </p>
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
