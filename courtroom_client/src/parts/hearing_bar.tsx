/** What the hearing is doing, read at a glance: its state, whether it is recorded, which it is. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "../base/use_now";
import { useStore } from "../base/use_store";
import type { HearingState } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { secondsSince, stopwatch } from "../hearing/lobby";
import { type Claim, claim, tone } from "../hearing/record";
import { hasEnded } from "../hearing/status";
import { useCourtTime } from "../hearing/zone";
import css from "./hearing_bar.module.css";
import { LanguageSwitch } from "./language_switch";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  /** Whether what to do about a missing record is for this person to decide. */
  readonly desk?: boolean;
  /** What the judge and the clerk read there besides. */
  readonly children?: ReactNode;
}

export function HearingBar({ room, state, desk = false, children }: Props) {
  const { t } = useTranslation();
  const help = t(`status_help.${state.status}`);
  const { link, alarms } = useStore(room.socket);
  const claimed = claim(state, link, alarms);
  const recorded = tone(claimed, state.status);
  const starts = useCourtTime(state.starts_at);
  return (
    <header className={css["head"]}>
      <div className={css["bar"]}>
        <div className={css["now"]}>
          <p className={css["status"]} data-status={state.status}>
            {t(`status.${state.status}`)}
          </p>
          <Record claimed={claimed} state={state} />
        </div>
        <div className={css["which"]}>
          <h1 className={css["title"]}>{state.title || t("product")}</h1>
          <p className={css["time"]}>
            {starts !== "" && t("room.starts", { time: starts })}
            {claimed !== "unknown" && <Elapsed state={state} />}
          </p>
        </div>
        <LanguageSwitch />
      </div>
      {recorded === "alarm" ? (
        <p role="alert" className={css["alarm"]}>
          <strong>{t("court.record.alarm")}</strong>{" "}
          {t(desk ? "court.record.alarm_desk" : "court.record.alarm_party")}
        </p>
      ) : (
        !desk && help !== "" && <p className={css["help"]}>{help}</p>
      )}
      {state.status === "suspended" && state.reason !== "" && (
        <p className={css["help"]}>{state.reason}</p>
      )}
      {children}
    </header>
  );
}

function Record({ claimed, state }: { claimed: Claim; state: HearingState }) {
  const { t } = useTranslation();
  return (
    <p className={css["record"]} data-recording={tone(claimed, state.status)} role="status">
      <span aria-hidden className={css["mark"]} />
      {t(`recording.${claimed}`)}
    </p>
  );
}

function Elapsed({ state }: { state: HearingState }) {
  const { t } = useTranslation();
  const running = state.session_at !== null && !hasEnded(state.status);
  const now = useNow(running);
  if (!running) return null;
  const clock = stopwatch(secondsSince(state.session_at, now));
  return <span>{t("court.bar.elapsed", { clock })}</span>;
}
