/** Five seconds of oneself: recorded in this page, played back here, sent nowhere. */
import { Store } from "../base/store";

const REPLAY_MS = 5_000;

/** none: this browser cannot record. ready: `url` plays it. */
export type Replay =
  | { readonly is: "empty" }
  | { readonly is: "recording"; readonly since: number }
  | { readonly is: "ready"; readonly url: string; readonly picture: boolean }
  | { readonly is: "none" };

// What browsers can play of what they record, the plainest first.
const TYPES = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"] as const;
const SOUND = ["audio/webm;codecs=opus", "audio/webm", "audio/mp4"] as const;

export class Replaying extends Store<Replay> {
  #recorder: MediaRecorder | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super({ is: "empty" });
  }

  /** Records `tracks` for five seconds. */
  record(tracks: readonly MediaStreamTrack[]): void {
    this.forget();
    const picture = tracks.some(({ kind }) => kind === "video");
    const mimeType = supported(picture ? TYPES : SOUND);
    if (mimeType === null) {
      this.set({ is: "none" });
      return;
    }
    const parts: Blob[] = [];
    const recorder = new MediaRecorder(new MediaStream([...tracks]), { mimeType });
    this.#recorder = recorder;
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onerror = () => this.#end(recorder, { is: "none" });
    recorder.onstop = () => {
      const url = URL.createObjectURL(new Blob(parts, { type: mimeType }));
      this.#end(recorder, { is: "ready", url, picture });
    };
    recorder.start();
    this.set({ is: "recording", since: performance.now() });
    this.#timer = setTimeout(() => recorder.state !== "inactive" && recorder.stop(), REPLAY_MS);
  }

  /** Nothing of it stays. */
  forget(): void {
    clearTimeout(this.#timer);
    const recorder = this.#recorder;
    this.#recorder = null;
    if (recorder !== null && recorder.state !== "inactive") recorder.stop();
    const before = this.get();
    if (before.is === "ready") URL.revokeObjectURL(before.url);
    this.set({ is: "empty" });
  }

  #end(recorder: MediaRecorder, replay: Replay): void {
    if (this.#recorder === recorder) this.set(replay);
    else if (replay.is === "ready") URL.revokeObjectURL(replay.url);
  }
}

function supported(types: readonly string[]): string | null {
  if (typeof MediaRecorder === "undefined") return null;
  return types.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}
