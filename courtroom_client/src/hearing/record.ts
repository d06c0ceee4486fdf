/** What is to be said of the record, and how loudly. Pure. */
import type { HearingState, Recording } from "../generated/protocol";
import type { Link } from "./socket";
import { isLive } from "./status";

/**
 * on: it records. paused: not now, and rightly so. wait: it is about to, or nobody can tell here.
 * alarm: the hearing goes on and is NOT recorded, or nobody can be sure.
 */
export type Tone = "on" | "paused" | "wait" | "off" | "alarm";

/** unknown: this page is cut off, and what it was told last may no longer be so. */
export type Claim = Recording["state"] | "unknown";

const UNRECORDED = "alarm.not_recorded";

/** What a page may say. The court's alarm counts more than the last row of its ledger. */
export function claim(
  { status, recording }: HearingState,
  link: Link,
  alarms: readonly { readonly code: string }[],
): Claim {
  if (link !== "connected" && isLive(status)) return "unknown";
  const silent = alarms.some(({ code }) => code === UNRECORDED);
  return silent && recording.state === "recording" ? "unconfirmed" : recording.state;
}

export function tone(claimed: Claim, status: HearingState["status"]): Tone {
  switch (claimed) {
    case "recording":
      return "on";
    case "starting":
    case "unknown":
      return "wait";
    case "failed":
    case "unconfirmed":
      return "alarm";
    default:
      if (status === "in_session") return "alarm";
      return claimed === "paused" ? "paused" : "off";
  }
}
