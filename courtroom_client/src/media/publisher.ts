/** Sends what `Capture` has, as far as the court permits, one change after the other. */
import {
  type LocalParticipant,
  Track,
  type TrackPublishOptions,
  VideoPreset,
} from "livekit-client";
import type { Clock } from "../base/clock";
import type { Capture, Source } from "./capture";
import type { ScreenShare } from "./screen_share";

const RETRY_MS = 1_000;

const AS: Readonly<Record<Source, Track.Source>> = {
  camera: Track.Source.Camera,
  microphone: Track.Source.Microphone,
};

/** A small tile. Its slowest frames take about 30 kbit/s: so much is left beside sound at 100. */
const SMALL = new VideoPreset(320, 180, 100_000, 15);

const OPTIONS: Readonly<Record<Source, TrackPublishOptions>> = {
  camera: {
    source: Track.Source.Camera,
    videoCodec: "vp8",
    backupCodec: false,
    simulcast: true,
    videoSimulcastLayers: [SMALL], // two layers: that, and all there is
  },
  // No redundancy and no silence suppression: the record is to hold plain, unbroken Opus.
  microphone: {
    source: Track.Source.Microphone,
    red: false,
    dtx: false,
    audioPreset: { maxBitrate: 32_000 },
  },
};

const SCREEN: TrackPublishOptions = {
  source: Track.Source.ScreenShare,
  videoCodec: "vp8",
  backupCodec: false,
  simulcast: false, // letters are read at full size or not at all
  degradationPreference: "maintain-resolution",
};

export class Publisher {
  #queue: Promise<void> = Promise.resolve();
  #stopped = false;
  #cancelRetry: () => void = () => {};

  constructor(
    private readonly participant: LocalParticipant,
    private readonly capture: Capture,
    private readonly share: ScreenShare,
    private readonly clock: Clock,
  ) {}

  /** Makes what is sent equal to what is captured. May be called at any time, any number of times. */
  converge(): void {
    this.#queue = this.#queue.then(() => this.#converge());
  }

  /** Converges in a while: the relay has unpublished something, and why is still on its way. */
  convergeLater(): void {
    this.#cancelRetry();
    this.#cancelRetry = this.clock.after(RETRY_MS, () => this.converge());
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
  }

  async #converge(): Promise<void> {
    this.#cancelRetry();
    const sources = ["microphone", "camera"] as const;
    const steps = [...sources.map((one) => () => this.#source(one)), () => this.#screen()];
    for (const step of steps) {
      if (this.#stopped) return;
      try {
        await step();
      } catch {
        // The relay may be gone or the permission just taken; either ends, so ask again.
        this.convergeLater();
      }
    }
  }

  async #source(source: Source): Promise<void> {
    const own = this.capture.get()[source];
    let publication = this.participant.getTrackPublication(AS[source]);
    if (own.is !== "live") {
      if (publication?.track) await this.participant.unpublishTrack(publication.track, false);
      return;
    }
    if (publication?.track === undefined) {
      if (!this.#permitted(AS[source])) return;
      publication = await this.participant.publishTrack(own.track, OPTIONS[source]);
    } else if (publication.track.mediaStreamTrack !== own.track) {
      await publication.track.replaceTrack(own.track, true);
    }
    if (publication.isMuted === own.on)
      await (own.on ? publication.unmute() : publication.mute());
  }

  async #screen(): Promise<void> {
    const own = this.share.get();
    const sent = this.participant.getTrackPublication(Track.Source.ScreenShare)?.track;
    if (sent !== undefined && (own.is !== "live" || sent.mediaStreamTrack !== own.track)) {
      await this.participant.unpublishTrack(sent, false);
    }
    if (own.is !== "live" || sent?.mediaStreamTrack === own.track) return;
    if (this.#permitted(Track.Source.ScreenShare)) {
      await this.participant.publishTrack(own.track, SCREEN);
    } else this.share.refuse();
  }

  #permitted(source: Track.Source): boolean {
    const permissions = this.participant.permissions;
    if (permissions === undefined) return true;
    const sources = permissions.canPublishSources;
    const named = sources.map((one) => Track.sourceFromProto(one));
    return permissions.canPublish && (sources.length === 0 || named.includes(source));
  }
}
