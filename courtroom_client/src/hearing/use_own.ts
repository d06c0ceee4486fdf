/** One's own state, put together from the hearing, the media and this machine. */
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "./courtroom";
import { type OwnState, ownState } from "./own";
import { hasScreen } from "./people";

export function useOwn(room: Courtroom, state: HearingState, own: Seat): OwnState {
  const { camera, microphone } = useStore(room.capture);
  const { link, sent } = useStore(room.media);
  return ownState({
    status: state.status,
    role: own.role,
    device: state.devices[own.device],
    byRoom: own.role !== "room_device" && hasScreen(state, own.device),
    connected: link === "connected",
    camera,
    microphone,
    sent,
  });
}
