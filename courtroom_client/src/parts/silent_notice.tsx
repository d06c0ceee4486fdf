/** Why this device is silent beside a room's device, and the way back if it does not stand there. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { Courtroom } from "../hearing/courtroom";
import { useCommand } from "../hearing/use_command";
import { Button } from "./button";
import css from "./lobby/lobby.module.css";
import { Notice, ProblemNotice } from "./notice";

export function SilentNotice({ room }: { room: Courtroom }) {
  const { t } = useTranslation();
  const { state } = useStore(room.socket);
  const own = state?.seats[room.seat];
  const device = own === undefined ? undefined : state?.devices[own.device];
  if (device?.silent !== true) return null;
  return (
    <Notice role="status">
      <p>{t("companion.silent")}</p>
      <ElsewhereButton room={room} />
    </Notice>
  );
}

/** That the device went silent by itself, because it heard what the room's device heard. */
export function FoundNotice({ room }: { room: Courtroom }) {
  const { t } = useTranslation();
  const { state } = useStore(room.socket);
  const { beside } = useStore(room.companion);
  if (beside === null) return null;
  const point = state?.points[state.devices[beside]?.point ?? ""]?.name ?? "";
  return (
    <Notice role="alert">
      <p>{t("companion.detected", { point })}</p>
      <div className={css["answers"]}>
        <Button onPress={() => room.companion.noticed()}>{t("companion.noticed")}</Button>
        <ElsewhereButton room={room} />
      </div>
    </Notice>
  );
}

/** Gives the device its microphone and its sound back. */
export function ElsewhereButton({ room }: { room: Courtroom }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  return (
    <>
      <Button
        isDisabled={busy}
        onPress={() => {
          room.companion.elsewhere();
          give({ type: "report_companion", silent: false });
        }}
      >
        {t("companion.elsewhere")}
      </Button>
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
}
