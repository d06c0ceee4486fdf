/** Notices that this device stands beside a room's device, and has it silenced before it howls. */
import { Store } from "../base/store";
import type { Device, HearingState } from "../generated/protocol";
import type { Capture } from "../media/capture";
import { CompanionDetector } from "../media/companion";
import type { CourtroomMedia } from "../media/courtroom";
import { listenToBoth } from "../media/two_levels";

const PREFIX = "phientoa.elsewhere.";

/** beside: the room's device that was found to be here. */
export interface CompanionView {
  readonly beside: string | null;
}

interface Listening {
  readonly own: MediaStreamTrack;
  readonly other: MediaStreamTrack;
  readonly stop: () => void;
}

export class CompanionWatch extends Store<CompanionView> {
  readonly #listening = new Map<string, Listening>();
  #elsewhere: boolean;

  constructor(
    private readonly seat: string,
    private readonly capture: Capture,
    private readonly media: CourtroomMedia,
    /** Has the court take this device's microphone. */
    private readonly silence: () => void,
  ) {
    super({ beside: null });
    this.#elsewhere = kept(seat);
  }

  /** Listens to what is to be compared now. May be called at any time. */
  follow(state: HearingState | null): void {
    const wanted = this.#wanted(state);
    for (const [device, { own, other, stop }] of this.#listening) {
      const now = wanted.get(device);
      if (now?.own === own && now.other === other) continue;
      stop();
      this.#listening.delete(device);
    }
    for (const [device, { own, other }] of wanted) {
      if (!this.#listening.has(device)) this.#listen(device, own, other);
    }
  }

  /** The person says that it stands elsewhere: they know it better, until the tab is closed. */
  elsewhere(): void {
    this.#elsewhere = true;
    try {
      sessionStorage.setItem(PREFIX + this.seat, "1");
    } catch {
      // Then it may be found once more after a reload.
    }
    this.noticed();
    this.stop();
  }

  /** The person has read it. */
  noticed(): void {
    this.set({ beside: null });
  }

  stop(): void {
    for (const { stop } of this.#listening.values()) stop();
    this.#listening.clear();
  }

  #wanted(state: HearingState | null) {
    const found = new Map<string, { own: MediaStreamTrack; other: MediaStreamTrack }>();
    const { microphone } = this.capture.get();
    const device = ownDevice(state, this.seat);
    const able = device !== null && device.kind !== "room" && !device.silent;
    if (state === null || this.#elsewhere || !able) return found;
    if (microphone.is !== "live" || !microphone.on) return found;
    for (const [id, { microphone: sound }] of Object.entries(this.media.get().devices)) {
      if (sound !== null && state.devices[id]?.kind === "room") {
        found.set(id, { own: microphone.track, other: sound.mediaStreamTrack });
      }
    }
    return found;
  }

  #listen(device: string, own: MediaStreamTrack, other: MediaStreamTrack): void {
    const detector = new CompanionDetector();
    const stop = listenToBoth(own, other, (ownDb, otherDb) => {
      if (!detector.push(ownDb, otherDb)) return;
      this.stop();
      this.set({ beside: device });
      this.silence();
    });
    this.#listening.set(device, { own, other, stop });
  }
}

function ownDevice(state: HearingState | null, seat: string): Device | null {
  const own = state?.seats[seat];
  return own === undefined ? null : (state?.devices[own.device] ?? null);
}

function kept(seat: string): boolean {
  try {
    return sessionStorage.getItem(PREFIX + seat) !== null;
  } catch {
    return false;
  }
}
