/** What changed in the hearing, for those who listen to the page instead of looking at it. */
import type { TFunction } from "i18next";
import { VisuallyHidden } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { EventMessage, HearingState } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { seated } from "../hearing/people";
import type { MediaView } from "../media/courtroom";

export function Announcer({ room }: { room: Courtroom }) {
  const { t } = useTranslation();
  const { last, state } = useStore(room.socket);
  const { devices } = useStore(room.media);
  const still = state === null ? "" : paused(devices, state);
  return (
    <VisuallyHidden>
      <p aria-live="polite">{last === null || state === null ? "" : words(t, last, state)}</p>
      <p aria-live="polite">{still === "" ? "" : t("said.paused", { names: still })}</p>
    </VisuallyHidden>
  );
}

/** Whose pictures stand still here, for want of room in the network. */
function paused(devices: MediaView["devices"], state: HearingState): string {
  return Object.entries(devices)
    .filter(([, { paused }]) => paused.camera || paused.screen)
    .map(([device]) => names(state, device))
    .join(", ");
}

function words(t: TFunction, { event }: EventMessage, state: HearingState): string {
  switch (event.type) {
    case "status_changed":
      return t(`status.${event.to}`);
    case "recorder_reported":
      return t(`recording.${event.state}`);
    case "device_arrived":
      return t("said.arrived", { name: names(state, event.device) });
    case "device_left":
      return t("said.left", { name: names(state, event.device) });
    case "floor_held":
      return t("said.held", { name: names(state, event.device) });
    case "floor_given":
      return t("said.given", { name: names(state, event.device) });
    default:
      return "";
  }
}

function names(state: HearingState, device: string): string {
  return seated(state, device)
    .map(({ display }) => display)
    .join(", ");
}
