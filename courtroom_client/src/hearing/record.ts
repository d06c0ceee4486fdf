/** What is to be said of the record, and how loudly. Pure. */
import type { HearingState } from "../generated/protocol";

/**
 * on: it records. paused: not now, and rightly so. wait: it is about to. alarm: the hearing goes on
 * and is NOT recorded, or nobody can be sure.
 */
export type Tone = "on" | "paused" | "wait" | "off" | "alarm";

export function tone({ status, recording }: HearingState): Tone {
  switch (recording.state) {
    case "recording":
      return "on";
    case "starting":
      return "wait";
    case "failed":
    case "unconfirmed":
      return "alarm";
    default:
      if (status === "in_session") return "alarm";
      return recording.state === "paused" ? "paused" : "off";
  }
}
