/** One's own state, always in the same place, and the switches of camera, microphone, screen. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { GALLERY, hasScreen } from "../hearing/people";
import { hasEnded } from "../hearing/status";
import { useOwn } from "../hearing/use_own";
import type { Source } from "../media/capture";
import { Button } from "./button";
import { FaultNotice } from "./fault_notice";
import { KeyHelp } from "./key_help";
import { Notice } from "./notice";
import css from "./own_bar.module.css";
import { OwnStateWords } from "./own_state";
import { ShareSwitch } from "./share_switch";
import { ShareWords } from "./share_words";
import { ElsewhereButton } from "./silent_notice";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

const KEYS = { microphone: "D", camera: "E" } as const;

export function OwnBar({ room, state, own }: Props) {
  const { t } = useTranslation();
  const { capture } = room;
  const how = useOwn(room, state, own);
  const watches = GALLERY.has(own.role);
  const byRoom = hasScreen(state, own.device);
  const sends = !watches && !byRoom && !hasEnded(state.status);
  return (
    <section className={css["bar"]} aria-label={t("own.title")}>
      <div className={css["faults"]}>
        {watches && (
          <Notice>
            <strong>{t("court.watch.title")}.</strong> {t("court.watch.text")}
          </Notice>
        )}
        {sends && <FaultNotice source="microphone" capture={capture} />}
        {sends && <FaultNotice source="camera" capture={capture} />}
      </div>
      <div className={css["row"]}>
        <OwnStateWords own={how} watches={watches} />
        {sends && <ShareWords room={room} />}
        {sends && (
          <div className={css["switches"]}>
            {state.devices[own.device]?.silent === true ? (
              <div className={css["elsewhere"]}>
                <ElsewhereButton room={room} />
              </div>
            ) : (
              <Switch room={room} source="microphone" />
            )}
            <Switch room={room} source="camera" />
            <ShareSwitch room={room} state={state} own={own} />
            <div className={css["keys"]}>
              <KeyHelp role={own.role} />
            </div>
          </div>
        )}
      </div>
    </section>
  );
}

interface SwitchProps {
  readonly room: Courtroom;
  readonly source: Source;
}

const WORDS = {
  microphone: ["own.unmute", "own.mute"],
  camera: ["own.start_camera", "own.stop_camera"],
} as const;

/** Turns one's own camera or microphone on and off. */
export function Switch({ room, source }: SwitchProps) {
  const { t } = useTranslation();
  const own = useStore(room.capture)[source];
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
