/** The step into the hearing: with camera and microphone tried, or knowingly without. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/http";
import { keepSeat } from "../api/kept_seats";
import { redeem } from "../api/links";
import { useStore } from "../base/use_store";
import type { Role } from "../generated/protocol";
import { GALLERY } from "../hearing/people";
import type { Capture, CaptureState } from "../media/capture";
import { without } from "../media/without";
import { Button } from "../parts/button";
import { DeviceCheck } from "../parts/device_check";
import { ProblemNotice } from "../parts/notice";
import css from "./enter.module.css";

interface Props {
  readonly token: string;
  readonly role: string;
  readonly capture: Capture;
  readonly enter: (seat: string) => void;
  /** The link turned out not to be good any more. */
  readonly changed: () => void;
}

export function Enter({ token, role, capture, enter, changed }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const missing = lacking(useStore(capture));
  const watches = GALLERY.has(role as Role);

  async function join() {
    setBusy(true);
    setProblem(null);
    const answer = await redeem(token);
    setBusy(false);
    if (answer.ok) {
      await keepSeat(token, answer.value.seat);
      without.keep(answer.value.seat, watches || missing === "both");
      enter(answer.value.seat);
    } else if (answer.problem.code.startsWith("link.")) changed();
    else setProblem(answer.problem);
  }

  return (
    <>
      {watches ? <p>{t("join.watch_only")}</p> : <DeviceCheck capture={capture} />}
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className={css["doors"]}>
        {!watches && (
          <Button
            look="primary"
            isDisabled={missing !== null || busy}
            onPress={() => void join()}
          >
            {t(busy ? "join.entering" : "join.enter")}
          </Button>
        )}
        {(watches || missing !== null) && (
          <Button
            look={watches ? "primary" : "plain"}
            isDisabled={busy}
            onPress={() => void join()}
          >
            {watches || missing === null
              ? t("join.without_watch")
              : t("join.without", { what: t(`device.${missing}`) })}
          </Button>
        )}
      </div>
      <p>{t("join.once")}</p>
    </>
  );
}

function lacking({
  camera,
  microphone,
}: CaptureState): "camera" | "microphone" | "both" | null {
  const seen = camera.is === "live";
  const heard = microphone.is === "live";
  if (seen) return heard ? null : "microphone";
  return heard ? "camera" : "both";
}
