/** How another device is, in the order in which somebody could do something about it. Pure. */
import type { Device, Status } from "../generated/protocol";
import type { DeviceMedia } from "../media/arriving";
import { hasEnded } from "./status";

/** Where it is instead of in the room. null: connected. */
export type Absent = "gone" | "away" | "lobby" | "reception" | "expected" | "unconnected";

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
  if (device.present) return null;
  return device.came ? "unconnected" : "expected";
}

/** As others are told, but one's own device is here while its page is: the page says the rest. */
export function absenceOfOwn(device: Device, status: Status): Absent | null {
  const absent = absence(device, status);
  return absent === "expected" || absent === "unconnected" ? null : absent;
}

/** `media`: what of it arrives here; undefined while nothing does. listens: sound is played here. */
export function condition(
  device: Device,
  status: Status,
  media: DeviceMedia | undefined,
  listens = true,
): Condition {
  return {
    absent: absence(device, status),
    unheard: unheard(device, media, listens),
    seen: media?.camera != null,
    weak: media?.weak ?? false,
  };
}

function unheard(
  device: Device,
  media: DeviceMedia | undefined,
  listens: boolean,
): Silent | null {
  if (device.silent || device.kind === "companion") return "companion";
  if (device.held) return "held";
  if (media?.microphoneMuted) return "muted";
  return listens && media?.microphone == null ? "no_sound" : null;
}
