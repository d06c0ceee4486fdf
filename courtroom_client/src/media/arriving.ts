/** What arrives here of one device of the hearing, and what of it the network leaves out. */
import {
  ConnectionQuality,
  type RemoteParticipant,
  type RemoteTrack,
  Track,
} from "livekit-client";

/** A track is null while nothing of it is here. */
export interface DeviceMedia {
  readonly camera: RemoteTrack | null;
  readonly microphone: RemoteTrack | null;
  readonly microphoneMuted: boolean;
  readonly screen: RemoteTrack | null;
  readonly screenSound: RemoteTrack | null;
  /** Its network loses or delays what it sends. */
  readonly weak: boolean;
  /** Pictures for which the network here has no room now: what is shown stands still. */
  readonly paused: { readonly camera: boolean; readonly screen: boolean };
}

const WEAK: ReadonlySet<ConnectionQuality> = new Set([
  ConnectionQuality.Poor,
  ConnectionQuality.Lost,
]);

type Sender = Pick<RemoteParticipant, "connectionQuality" | "getTrackPublication">;

/** silent: its sounds are not played here. */
export function arriving(participant: Sender, silent: boolean): DeviceMedia {
  const publication = (source: Track.Source) => participant.getTrackPublication(source);
  const track = (source: Track.Source): RemoteTrack | null => {
    const found = publication(source);
    return found?.track !== undefined && !found.isMuted ? (found.track as RemoteTrack) : null;
  };
  const paused = (source: Track.Source) =>
    track(source)?.streamState === Track.StreamState.Paused;
  return {
    camera: track(Track.Source.Camera),
    microphone: silent ? null : track(Track.Source.Microphone),
    microphoneMuted: publication(Track.Source.Microphone)?.isMuted ?? false,
    screen: track(Track.Source.ScreenShare),
    screenSound: silent ? null : track(Track.Source.ScreenShareAudio),
    weak: WEAK.has(participant.connectionQuality),
    paused: { camera: paused(Track.Source.Camera), screen: paused(Track.Source.ScreenShare) },
  };
}
