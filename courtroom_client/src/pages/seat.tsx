/** One seat's page: its connection to the hearing, and the room its device is in now. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import { Courtroom } from "../hearing/courtroom";
import { doorOf } from "../hearing/door";
import { GALLERY, hasScreen } from "../hearing/people";
import type { HearingView } from "../hearing/socket";
import { hasEnded } from "../hearing/status";
import { useFindings } from "../hearing/use_findings";
import { useSeatZone, Zone } from "../hearing/zone";
import type { Capture } from "../media/capture";
import { without } from "../media/without";
import { Notice, ProblemNotice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { CourtroomPage } from "./courtroom";
import { Reception } from "./reception";
import { Waiting } from "./waiting";

interface Props {
  readonly seat: string;
  readonly capture: Capture;
}

const ROOMS = { waiting: Waiting, reception: Reception, courtroom: CourtroomPage } as const;

export default function SeatPage({ seat, capture }: Props) {
  const { t } = useTranslation();
  const [room] = useState(() => new Courtroom(seat, capture));
  useEffect(() => {
    room.start();
    return () => room.stop();
  }, [room]);
  const view = useStore(room.socket);
  const zone = useSeatZone(seat, view.link === "connected");
  const own = view.state?.seats[seat];
  const over = view.link === "ended" || (view.state !== null && hasEnded(view.state.status));
  const device = own === undefined ? undefined : view.state?.devices[own.device];
  const silent = useFindings(room, view.link === "connected", device?.silent === true);
  const sends = view.state !== null && own !== undefined && sendsItself(view.state, own);
  useDevices(room, own?.id, { sends, silent, over });

  if (view.link === "ended") return <Ended ended={view.ended} />;
  if (view.state === null || own === undefined) {
    return (
      <Sheet>
        <p role="status">{t("connection.connecting")}</p>
      </Sheet>
    );
  }
  const Room = ROOMS[doorOf(view.state, own)];
  return (
    <Zone value={zone}>
      <Room room={room} state={view.state} own={own} />
    </Zone>
  );
}

function sendsItself(state: HearingState, own: Seat): boolean {
  if (GALLERY.has(own.role)) return false;
  return own.role === "room_device" || !hasScreen(state, own.device);
}

interface Sending {
  /** Neither the gallery nor who sits at a point with a device of its own. */
  readonly sends: boolean;
  readonly silent: boolean;
  readonly over: boolean;
}

/**
 * After a reload the devices are asked for again, unless the person came in without. Beside a
 * room's device there is no microphone. When it is over the camera's light goes out.
 */
function useDevices(
  { capture, media }: Courtroom,
  seat: string | undefined,
  { sends, silent, over }: Sending,
): void {
  useEffect(() => {
    media.silence(silent);
    capture.quiet(silent);
  }, [capture, media, silent]);
  useEffect(() => {
    if (over) capture.close();
    else if (seat !== undefined && sends && !without.kept(seat))
      void capture.open(silent ? ["camera"] : ["camera", "microphone"]);
  }, [capture, seat, sends, silent, over]);
}

function Ended({ ended }: { ended: HearingView["ended"] }) {
  const { t } = useTranslation();
  if (ended?.code === "seat.transferred") {
    return (
      <Sheet>
        <h1>{t("waiting.moved.title")}</h1>
        <Notice role="alert">{t("waiting.moved.text")}</Notice>
        <p>{t("waiting.moved.back")}</p>
      </Sheet>
    );
  }
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
