/** Whether the court hears and sees this person, and if not, why not. */
import type { Device, Role, Status } from "../generated/protocol";
import type { Own } from "../media/capture";
import { GALLERY } from "./people";
import { hasEnded, isLive } from "./status";

export type WhyUnheard =
  | "not_open"
  | "ended"
  | "not_connected"
  | "gallery"
  | "by_room"
  | "reception"
  | "companion"
  | "held"
  | "muted"
  | "no_microphone"
  | "sending";

export type WhyUnseen =
  | "not_open"
  | "ended"
  | "not_connected"
  | "gallery"
  | "by_room"
  | "reception"
  | "camera_off"
  | "no_camera"
  | "sending_picture";

/** null: heard, seen. */
export interface OwnState {
  readonly unheard: WhyUnheard | null;
  readonly unseen: WhyUnseen | null;
}

export interface OwnFacts {
  readonly status: Status;
  readonly role: Role;
  readonly device: Device | undefined;
  /** The room's own page carries picture and sound of the device. */
  readonly byRoom: boolean;
  readonly connected: boolean;
  readonly camera: Own;
  readonly microphone: Own;
  readonly sent: { readonly camera: boolean; readonly microphone: boolean };
}

/** The first reason in the order in which a person can do something about it. */
export function ownState(facts: OwnFacts): OwnState {
  const both = whole(facts);
  return { unheard: both ?? unheard(facts), unseen: both ?? unseen(facts) };
}

function whole({ status, role, byRoom, device, connected }: OwnFacts) {
  if (hasEnded(status)) return "ended";
  if (!isLive(status)) return "not_open";
  if (GALLERY.has(role)) return "gallery";
  if (byRoom) return "by_room";
  if (device?.place === "reception") return "reception";
  return connected ? null : "not_connected";
}

function unheard({ device, microphone, sent }: OwnFacts): WhyUnheard | null {
  if (device?.silent) return "companion";
  if (microphone.is !== "live") return "no_microphone";
  if (!microphone.on) return "muted";
  if (device?.held) return "held";
  return sent.microphone ? null : "sending";
}

function unseen({ camera, sent }: OwnFacts): WhyUnseen | null {
  if (camera.is !== "live") return "no_camera";
  if (!camera.on) return "camera_off";
  return sent.camera ? null : "sending_picture";
}
