/** One person's way through the lobby: which step, and what was found on it. Redeems nothing. */
import type { Invitation } from "../api/links";
import { Store } from "../base/store";
import type { Capture } from "../media/capture";
import { type Findings, found } from "./check";
import { Replaying } from "./replay";
import { type Lacking, type Step, stepsOf } from "./steps";
import { WayCheck } from "./way";

export interface LobbyView {
  readonly step: Step;
  /** The microphone has heard something. */
  readonly heard: boolean;
  /** Whether the person heard themselves; null: not tried. */
  readonly speaker: boolean | null;
  /** A room's device stands beside this one, which therefore stays silent. */
  readonly beside: boolean;
  /** Whether an observer is 16 or over; null: not answered. */
  readonly adult: boolean | null;
}

export class Lobby extends Store<LobbyView> {
  readonly steps: readonly Step[];
  readonly replay = new Replaying();
  readonly way: WayCheck;

  constructor(
    token: string,
    readonly invitation: Invitation,
    readonly capture: Capture,
  ) {
    const steps = stepsOf(invitation);
    const [step = "ready"] = steps;
    super({ step, heard: false, speaker: null, beside: false, adult: null });
    this.steps = steps;
    this.way = new WayCheck(token, invitation.equipment === "own");
  }

  stop(): void {
    this.way.stop();
    this.replay.forget();
  }

  go(step: Step): void {
    this.replay.forget();
    // Beside the other steps, so that nobody has to wait for it.
    const { busy, server } = this.way.get();
    if (busy === null && server === null) this.way.start();
    this.patch({ step });
  }

  next(): void {
    const after = this.steps[this.place + 1];
    if (after !== undefined) this.go(after);
  }

  back(): void {
    const before = this.steps[this.place - 1];
    if (before !== undefined) this.go(before);
  }

  /** Of this step, from 0. */
  get place(): number {
    return this.steps.indexOf(this.get().step);
  }

  readonly hears = (): void => {
    if (!this.get().heard) this.patch({ heard: true });
  };

  says(answer: Partial<Pick<LobbyView, "speaker" | "adult">>): void {
    this.patch(answer);
  }

  /** Two microphones in one room howl: the one beside the room's device is not even opened. */
  stands(beside: boolean): void {
    this.patch({ beside });
    this.capture.quiet(beside);
    if (!beside && this.capture.get().camera.is === "live")
      void this.capture.open(["microphone"]);
  }

  /** What this device lacks for taking part. */
  lacking(): Lacking {
    if (this.invitation.equipment !== "own") return null;
    const { camera, microphone } = this.capture.get();
    const heard = this.get().beside || microphone.is === "live";
    if (camera.is === "live") return heard ? null : "microphone";
    return heard ? "camera" : "both";
  }

  /** For the clerk. Nothing is said of a network that nobody measured. */
  findings(): Findings {
    const { camera, microphone } = this.capture.get();
    const { speaker, heard, beside } = this.get();
    const verdict = this.way.get().verdict;
    if (verdict === null) return { report: null, beside };
    const tried = ({ is }: { is: string }) =>
      is === "off" || is === "asking" ? null : is === "live";
    return {
      beside,
      report: {
        type: "report_check",
        camera: found(tried(camera)),
        microphone: found(microphone.is === "live" ? heard || null : tried(microphone)),
        speaker: found(speaker),
        network: verdict.network,
        rtt_ms: verdict.rttMs,
        loss: verdict.loss,
      },
    };
  }
}
