/** The courtroom as one seat sees it: party, desk, point's screen, or gallery. */
import { useState } from "react";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { hasDesk } from "../hearing/desk";
import { GALLERY } from "../hearing/people";
import { hasEnded, isLive } from "../hearing/status";
import { useSteps } from "../hearing/use_steps";
import { Announcer } from "../parts/announcer";
import { ConnectionNotices } from "../parts/connection_notices";
import { DeskKeys, OwnKeys } from "../parts/court_keys";
import { DeskPanel } from "../parts/desk_panel";
import { HearingBar } from "../parts/hearing_bar";
import { JudgeBar } from "../parts/judge_bar";
import { OwnBar } from "../parts/own_bar";
import { ReceptionDesk } from "../parts/reception_desk";
import { Sounds } from "../parts/sounds";
import { Stage } from "../parts/stage";
import { TransferDialog } from "../parts/transfer_dialog";
import { WallBar } from "../parts/wall";
import css from "./courtroom.module.css";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

export function CourtroomPage(props: Props) {
  const { room, state, own } = props;
  const sends = !GALLERY.has(own.role) && !hasEnded(state.status);
  const wall = own.role === "room_device";
  return (
    <div className={css["page"]} data-wall={wall}>
      {hasDesk(own.role) ? <WithDesk {...props} /> : <WithoutDesk {...props} />}
      {wall ? <WallBar {...props} /> : <OwnBar {...props} />}
      {sends && <OwnKeys room={room} live={isLive(state.status)} />}
      <Sounds room={room} />
      <Announcer room={room} />
    </div>
  );
}

function WithoutDesk(props: Props) {
  return (
    <>
      <HearingBar room={props.room} state={props.state} />
      <main className={css["main"]}>
        <Notices room={props.room} />
        <Stage {...props} />
      </main>
    </>
  );
}

/** Wide enough that the desk stands beside the courtroom from the beginning. */
const roomy = () => matchMedia("(min-width: 80rem)").matches;

function WithDesk({ room, state, own }: Props) {
  const steps = useSteps(room, state, own.role);
  const [chosen, setChosen] = useState(() => roomy() && own.role === "clerk");
  const open = chosen && !hasEnded(state.status);
  const toggle = () => setChosen(!open);
  const met = state.reception;
  const called = met?.host === own.device ? state.devices[met.device] : undefined;
  return (
    <>
      <HearingBar room={room} state={state} desk>
        <JudgeBar state={state} own={own} steps={steps} open={open} toggle={toggle} />
      </HearingBar>
      <div className={css["beside"]} data-open={open}>
        <main className={css["main"]}>
          <Notices room={room} />
          {called === undefined ? (
            <Stage room={room} state={state} own={own} />
          ) : (
            <ReceptionDesk room={room} state={state} called={called} />
          )}
        </main>
        {open && <DeskPanel room={room} state={state} own={own} steps={steps} />}
      </div>
      <TransferDialog room={room} />
      <DeskKeys room={room} state={state} steps={steps} toggle={toggle} />
    </>
  );
}

/** Over the courtroom, so that nothing moves when something is said. */
function Notices({ room }: { room: Courtroom }) {
  return (
    <div className={css["notices"]}>
      <ConnectionNotices room={room} />
    </div>
  );
}
