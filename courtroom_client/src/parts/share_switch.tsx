/** Showing one's own screen to the courtroom, and ending it. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { isLive } from "../hearing/status";
import { Button } from "./button";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

export function ShareSwitch({ room, state, own }: Props) {
  const { t } = useTranslation();
  const shared = useStore(room.share);
  const held = state.devices[own.device]?.share_held ?? false;
  if (!room.share.possible || !isLive(state.status)) return null;
  const live = shared.is === "live";
  return (
    <Button
      look={live ? "danger" : "plain"}
      isDisabled={shared.is === "asking" || (held && !live)}
      aria-keyshortcuts="Alt+Y"
      onPress={() => room.share.toggle()}
    >
      {t(live ? "court.share.stop" : "court.share.start")}
    </Button>
  );
}
