/** The courtroom of one seat. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import { Courtroom } from "../hearing/courtroom";
import { GALLERY } from "../hearing/people";
import type { HearingView } from "../hearing/socket";
import { hasEnded } from "../hearing/status";
import type { Capture } from "../media/capture";
import { without } from "../media/without";
import { Announcer } from "../parts/announcer";
import { ConnectionNotices } from "../parts/connection_notices";
import { Desk } from "../parts/desk";
import { HearingBar } from "../parts/hearing_bar";
import { Notice, ProblemNotice } from "../parts/notice";
import { OwnBar } from "../parts/own_bar";
import { Sheet } from "../parts/sheet";
import { Tiles } from "../parts/tiles";
import css from "./courtroom.module.css";

interface Props {
  readonly seat: string;
  readonly capture: Capture;
}

export default function CourtroomPage({ seat, capture }: Props) {
  const { t } = useTranslation();
  const [room] = useState(() => new Courtroom(seat, capture));
  useEffect(() => {
    room.start();
    return () => room.stop();
  }, [room]);
  const view = useStore(room.socket);
  const own = view.state?.seats[seat];
  const over = view.link === "ended" || (view.state !== null && hasEnded(view.state.status));
  useDevices(capture, own, over);

  if (view.link === "ended") return <Ended ended={view.ended} />;
  if (view.state === null || own === undefined) {
    return (
      <Sheet>
        <p role="status">{t("connection.connecting")}</p>
      </Sheet>
    );
  }
  return <Inside room={room} state={view.state} own={own} />;
}

/**
 * After a reload the devices are asked for again, unless the person came in without. When it
 * is over the camera's light goes out.
 */
function useDevices(capture: Capture, own: Seat | undefined, over: boolean): void {
  const seat = own?.id;
  const watches = own !== undefined && GALLERY.has(own.role);
  useEffect(() => {
    if (over) capture.close();
    else if (seat !== undefined && !watches && !without.kept(seat)) void capture.open();
  }, [capture, seat, watches, over]);
}

interface InsideProps {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

function Inside({ room, state, own }: InsideProps) {
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

function Ended({ ended }: { ended: HearingView["ended"] }) {
  const { t } = useTranslation();
  return (
    <Sheet>
      <h1>{t("ended.title")}</h1>
      {ended === null ? (
        <Notice role="alert" tone="bad">
          {t("ended.left")}
        </Notice>
      ) : (
        <ProblemNotice problem={ended} />
      )}
      <p>{t("ended.no_seat")}</p>
    </Sheet>
  );
}
