/** What the hearing is doing, read at a glance: its state, whether it is recorded, which it is. */
import { useTranslation } from "react-i18next";
import type { HearingState } from "../generated/protocol";
import { courtTime } from "../language/format";
import css from "./hearing_bar.module.css";
import { LanguageSwitch } from "./language_switch";

export function HearingBar({ state }: { state: HearingState }) {
  const { t } = useTranslation();
  const recorded = state.recording.state;
  return (
    <header className={css["bar"]}>
      <div className={css["now"]}>
        <p className={css["status"]} data-status={state.status}>
          {t(`status.${state.status}`)}
        </p>
        <p className={css["record"]} data-recording={recorded}>
          <span aria-hidden className={css["mark"]} />
          {t(`recording.${recorded}`)}
        </p>
      </div>
      <div className={css["which"]}>
        <h1 className={css["title"]}>{state.title || t("product")}</h1>
        {state.starts_at !== null && (
          <p className={css["time"]}>
            {t("room.starts", { time: courtTime(state.starts_at) })}
          </p>
        )}
      </div>
      <LanguageSwitch />
    </header>
  );
}
