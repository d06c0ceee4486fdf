/** The courtroom as one seat sees it. */
import { useTranslation } from "react-i18next";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { Announcer } from "../parts/announcer";
import { ConnectionNotices } from "../parts/connection_notices";
import { Desk } from "../parts/desk";
import { HearingBar } from "../parts/hearing_bar";
import { Notice } from "../parts/notice";
import { OwnBar } from "../parts/own_bar";
import { Tiles } from "../parts/tiles";
import css from "./courtroom.module.css";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

export function CourtroomPage({ room, state, own }: Props) {
  const { t } = useTranslation();
  const help = t(`status_help.${state.status}`);
  return (
    <div className={css["page"]}>
      <HearingBar state={state} />
      <main className={css["main"]}>
        <ConnectionNotices room={room} />
        {help !== "" && <Notice>{help}</Notice>}
        <Desk room={room} role={own.role} status={state.status} />
        <Tiles room={room} state={state} own={own} />
      </main>
      <OwnBar room={room} state={state} own={own} />
      <Announcer room={room} />
    </div>
  );
}
