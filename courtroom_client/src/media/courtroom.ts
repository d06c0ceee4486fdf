/** The connection to the courtroom's media room: who is heard and seen, and sending our own. */
import {
  DisconnectReason,
  type Participant,
  Room,
  RoomEvent,
  type RoomOptions,
  setLogLevel,
  Track,
} from "livekit-client";
import { backoff } from "../base/backoff";
import type { Clock } from "../base/clock";
import { Store } from "../base/store";
import type { Media } from "../generated/protocol";
import { arriving, type DeviceMedia } from "./arriving";
import type { Capture } from "./capture";
import { Publisher } from "./publisher";
import type { ScreenShare } from "./screen_share";

/** none: this device belongs in no room. elsewhere: another window took its place. */
export type MediaLink = "none" | "connecting" | "connected" | "reconnecting" | "elsewhere";

export interface MediaView {
  readonly link: MediaLink;
  readonly devices: Readonly<Record<string, DeviceMedia>>;
  /** Devices that are speaking now, our own included. */
  readonly speaking: ReadonlySet<string>;
  /** The browser plays nothing before the person touches the page. */
  readonly soundBlocked: boolean;
  /** What of ours arrives at the relay: published and not muted. */
  readonly sent: { readonly camera: boolean; readonly microphone: boolean };
}

const NOTHING: MediaView = {
  link: "none",
  devices: {},
  speaking: new Set(),
  soundBlocked: false,
  sent: { camera: false, microphone: false },
};

// livekit-client tries again with the token it has; after that we come with a fresh one.
const OWN_RETRIES_MS = [0, 300, 1_000, 2_000];

const OPTIONS: RoomOptions = {
  adaptiveStream: true,
  dynacast: true, // the recorder is a subscriber: what the record wants is always sent
  stopLocalTrackOnUnpublish: false, // `Capture` owns the tracks
  disconnectOnPageLeave: true,
  reconnectPolicy: {
    nextRetryDelayInMs: ({ retryCount }) => OWN_RETRIES_MS[retryCount] ?? null,
  },
};

const CHANGES: readonly RoomEvent[] = [
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.TrackStreamStateChanged,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.AudioPlaybackStatusChanged,
  RoomEvent.ConnectionQualityChanged,
];

export class CourtroomMedia extends Store<MediaView> {
  #room: Room | null = null;
  #publisher: Publisher | null = null;
  #wanted: Media | null = null;
  #attempt = 0;
  #looking = false;
  #silent = false;
  #cancelTimer: () => void = () => {};
  #unfollow: () => void = () => {};

  constructor(
    private readonly capture: Capture,
    private readonly share: ScreenShare,
    /** Asks for a fresh token, which comes back by `follow`. */
    private readonly askFresh: () => void,
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {
    super(NOTHING);
    setLogLevel("warn");
  }

  start(): void {
    this.#unfollow();
    const converge = () => this.#publisher?.converge();
    const unfollow = [this.capture.subscribe(converge), this.share.subscribe(converge)];
    this.#unfollow = () => {
      for (const end of unfollow) end();
    };
  }

  /** Goes where `media` says. The room we are in already is not left for a fresh token. */
  follow(media: Media | null): void {
    const before = this.#wanted;
    if (media === before) return;
    this.#wanted = media;
    if (media === null || media.room === null) {
      this.#leave("none");
    } else if (this.#room === null || before?.room !== media.room) {
      if (this.get().link !== "elsewhere") void this.#join(media);
    }
  }

  /** Takes the device's place back from another window. */
  takeBack(): void {
    if (this.get().link !== "elsewhere") return;
    this.#attempt = 0;
    this.#lost();
  }

  /** Beside a room's device nothing is played: one hears the room itself. */
  silence(silent: boolean): void {
    if (this.#silent === silent) return;
    this.#silent = silent;
    this.#look();
  }

  /** Lets sound play; to be called from a press of the person. */
  listen(): void {
    void this.#room?.startAudio();
  }

  stop(): void {
    this.#unfollow();
    this.#wanted = null;
    this.#leave("none");
  }

  async #join(media: Media): Promise<void> {
    const again = this.#attempt > 0 || this.get().link === "reconnecting";
    this.#leave(again ? "reconnecting" : "connecting");
    if (media.url === null || media.token === null) return;
    const room = new Room(OPTIONS);
    this.#room = room;
    this.#listenTo(room);
    try {
      await room.connect(media.url, media.token);
    } catch {
      if (this.#room === room) this.#lost();
      return;
    }
    if (this.#room !== room) {
      void room.disconnect(false);
      return;
    }
    this.#connected(room);
  }

  #connected(room: Room): void {
    this.#attempt = 0;
    this.#publisher = new Publisher(
      room.localParticipant,
      this.capture,
      this.share,
      this.clock,
    );
    this.patch({ link: "connected" });
    this.#look();
    // What arrives is shown first: encoders and further offers take the same machine.
    this.clock.after(0, () => this.#publisher?.converge());
  }

  #listenTo(room: Room): void {
    const mine = (then: () => void) => () => {
      if (this.#room === room) then();
    };
    for (const change of CHANGES)
      room.on(
        change,
        mine(() => this.#look()),
      );
    room.on(
      RoomEvent.Reconnecting,
      mine(() => this.patch({ link: "reconnecting" })),
    );
    room.on(
      RoomEvent.Reconnected,
      mine(() => {
        this.patch({ link: "connected" });
        this.#publisher?.converge();
      }),
    );
    room.on(
      RoomEvent.ParticipantPermissionsChanged,
      mine(() => this.#publisher?.converge()),
    );
    room.on(
      RoomEvent.LocalTrackUnpublished,
      mine(() => this.#publisher?.convergeLater()),
    );
    room.on(RoomEvent.Disconnected, (reason) => {
      if (this.#room !== room) return;
      if (reason === DisconnectReason.DUPLICATE_IDENTITY) this.#leave("elsewhere");
      else if (this.#publisher !== null) this.#lost(); // before that, `connect` itself fails
    });
  }

  /** Comes back with a fresh token, however often it takes. */
  #lost(): void {
    this.#leave("reconnecting");
    const wait = backoff(this.#attempt, this.random());
    this.#attempt += 1;
    this.#cancelTimer = this.clock.after(wait, () => {
      this.askFresh();
      this.#lost(); // until `follow` brings an answer and we are in
    });
  }

  #leave(link: MediaLink): void {
    this.#cancelTimer();
    this.#publisher?.stop();
    this.#publisher = null;
    const room = this.#room;
    this.#room = null;
    void room?.disconnect(false);
    this.set({ ...NOTHING, link });
  }

  /** Looks anew, once for all that changed in one go. */
  #look(): void {
    if (this.#looking) return;
    this.#looking = true;
    queueMicrotask(() => {
      this.#looking = false;
      const room = this.#room;
      if (room !== null) this.patch(look(room, this.#silent));
    });
  }
}

function look(room: Room, silent: boolean): Partial<MediaView> {
  const devices: Record<string, DeviceMedia> = {};
  for (const [identity, participant] of room.remoteParticipants) {
    devices[identity] = arriving(participant, silent);
  }
  // Who left while speaking stays among the speakers: nobody says of them that they are silent.
  const isThere = ({ identity }: Participant) =>
    room.remoteParticipants.has(identity) || identity === room.localParticipant.identity;
  const sent = (source: Track.Source) => {
    const found = room.localParticipant.getTrackPublication(source);
    return found !== undefined && !found.isMuted;
  };
  return {
    devices,
    speaking: new Set(room.activeSpeakers.filter(isThere).map(({ identity }) => identity)),
    soundBlocked: !silent && !room.canPlaybackAudio,
    sent: { camera: sent(Track.Source.Camera), microphone: sent(Track.Source.Microphone) },
  };
}
