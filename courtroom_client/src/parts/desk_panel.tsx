/** The desk beside the courtroom: calls, who waits, who is inside, and what is seldom done. */
import { useTranslation } from "react-i18next";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { floorOfAll } from "../hearing/desk";
import { place } from "../hearing/people";
import type { Steps } from "../hearing/use_steps";
import { Button } from "./button";
import { Calls } from "./calls";
import css from "./desk_panel.module.css";
import { InsideList } from "./inside_list";
import { LobbyList } from "./lobby_list";
import { Notice } from "./notice";
import { SeatingDialog } from "./seating_dialog";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
  readonly steps: Steps;
}

export function DeskPanel({ room, state, own, steps }: Props) {
  const { t } = useTranslation();
  return (
    <aside className={css["panel"]} aria-label={t("court.desk.title")}>
      <Calls room={room} state={state} />
      <ReceptionElsewhere state={state} own={own} />
      <LobbyList room={room} state={state} own={own} />
      <InsideList room={room} state={state} own={own} />
      <section className={css["section"]}>
        <h2 className={css["title"]}>{t("court.desk.more")}</h2>
        <div className={css["row"]}>
          <FloorOfAll state={state} steps={steps} />
          {steps.rows
            .filter(({ aside }) => aside)
            .map((step) => (
              <Button
                key={step.command}
                small
                look="danger"
                isDisabled={steps.busy}
                onPress={() => steps.take(step)}
              >
                {t(step.command === "adjourn" ? "court.step.adjourn" : `desk.${step.command}`)}
              </Button>
            ))}
          <SeatingDialog room={room} state={state} />
        </div>
      </section>
    </aside>
  );
}

function FloorOfAll({ state, steps }: { state: HearingState; steps: Steps }) {
  const { t } = useTranslation();
  const held = floorOfAll(state, true).length > 0;
  if (!held && floorOfAll(state, false).length === 0) return null;
  return (
    <Button
      small
      isDisabled={steps.busy}
      aria-keyshortcuts="Alt+M"
      onPress={() => steps.floorOfAll(held)}
    >
      {t(held ? "court.desk.mute_all" : "court.desk.unmute_all")}
    </Button>
  );
}

function ReceptionElsewhere({ state, own }: { state: HearingState; own: Seat }) {
  const { t } = useTranslation();
  const met = state.reception;
  const called = met === null ? undefined : state.devices[met.device];
  if (met === null || called === undefined || met.host === own.device) return null;
  return (
    <Notice role="status">
      {t("court.reception.elsewhere", { name: place(state, called).name })}
    </Notice>
  );
}
