/** How another device is, in the order in which somebody could do something about it. Pure. */
import type { Device, Status } from "../generated/protocol";
import type { DeviceMedia } from "../media/courtroom";
import { hasEnded } from "./status";

/** Where it is instead of in the room. null: connected. */
export type Absent = "gone" | "away" | "lobby" | "reception" | "unconnected";

/** Why the court does not hear it. null: it does. */
type Silent = "companion" | "held" | "muted" | "no_sound";

export interface Condition {
  readonly absent: Absent | null;
  readonly unheard: Silent | null;
  readonly seen: boolean;
  readonly weak: boolean;
}

const ELSEWHERE = { away: "away", lobby: "lobby", reception: "reception" } as const;

export function absence(device: Device, status: Status): Absent | null {
  if (hasEnded(status)) return "gone";
  if (device.place !== "courtroom") return ELSEWHERE[device.place];
  return device.present ? null : "unconnected";
}

/** `media`: what of it arrives here; undefined while nothing does. */
export function condition(
  device: Device,
  status: Status,
  media: DeviceMedia | undefined,
): Condition {
  return {
    absent: absence(device, status),
    unheard: unheard(device, media),
    seen: media?.camera != null,
    weak: media?.weak ?? false,
  };
}

function unheard(device: Device, media: DeviceMedia | undefined): Silent | null {
  if (device.silent || device.kind === "companion") return "companion";
  if (device.held) return "held";
  if (media?.microphoneMuted) return "muted";
  return media?.microphone == null ? "no_sound" : null;
}
