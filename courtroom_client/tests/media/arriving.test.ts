/** Rulings on what is known of a device's pictures and sounds, from livekit-client's own words. */
import { ConnectionQuality, Track } from "livekit-client";
import { describe, expect, it } from "vitest";
import { arriving } from "../../src/media/arriving";

const { Camera, Microphone, ScreenShare } = Track.Source;
const { Active, Paused } = Track.StreamState;

interface Sent {
  readonly track?: { readonly streamState: Track.StreamState };
  readonly isMuted: boolean;
}
type Sends = Partial<Record<Track.Source, Sent>>;
type Participant = Parameters<typeof arriving>[0];

function of(sends: Sends, quality = ConnectionQuality.Good): Participant {
  const getTrackPublication = (source: Track.Source) => sends[source];
  return { connectionQuality: quality, getTrackPublication } as unknown as Participant;
}
const sent = (streamState = Active): Sent => ({ track: { streamState }, isMuted: false });

describe("what arrives of a device", () => {
  it("is its picture and its sound; the sound only where it is played", () => {
    const all = of({ [Camera]: sent(), [Microphone]: sent() });
    expect(arriving(all, false).camera).not.toBeNull();
    expect(arriving(all, false).microphone).not.toBeNull();
    expect(arriving(all, true).microphone).toBeNull();
  });

  it("is nothing of what is muted or not subscribed yet", () => {
    const none = of({
      [Camera]: { ...sent(), isMuted: true },
      [Microphone]: { isMuted: true },
    });
    expect(arriving(none, false)).toMatchObject({ camera: null, microphoneMuted: true });
  });

  it("tells which of its pictures stands still for want of room", () => {
    const camera = arriving(of({ [Camera]: sent(Paused), [ScreenShare]: sent() }), false);
    expect(camera.paused).toEqual({ camera: true, screen: false });
    const screen = arriving(of({ [Camera]: sent(), [ScreenShare]: sent(Paused) }), false);
    expect(screen.paused).toEqual({ camera: false, screen: true });
  });

  it("does not stand still where its sender turned it off", () => {
    const off = of({ [Camera]: { ...sent(Paused), isMuted: true } });
    expect(arriving(off, false).paused.camera).toBe(false);
  });

  it("is weak by the quality that the relay finds", () => {
    expect(arriving(of({}, ConnectionQuality.Poor), false).weak).toBe(true);
    expect(arriving(of({}, ConnectionQuality.Good), false).weak).toBe(false);
  });
});
