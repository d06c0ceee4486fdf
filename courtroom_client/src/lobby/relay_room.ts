/** Sends a test picture and tone to the relay, in a room where nobody is. Brings the media library. */
import { type LocalTrackPublication, Room, setLogLevel } from "livekit-client";
import type { RelayWay } from "./network";
import { relayWay, type Stat } from "./relay_stats";

const SEND_MS = 4_000; // the relay reports what it received about once a second

/** Until `signal` ends it, about five seconds. Not the person's picture and not their voice. */
export async function tryRelay(
  url: string,
  token: string,
  signal: AbortSignal,
): Promise<RelayWay> {
  setLogLevel("warn");
  const room = new Room({ dynacast: false });
  const test = new TestSignal();
  try {
    await room.connect(url, token);
    if (signal.aborted) return { reached: false };
    const { localParticipant } = room;
    const sent = [
      await localParticipant.publishTrack(test.tone, { dtx: false, red: false }),
      await localParticipant.publishTrack(test.picture, { simulcast: false }),
    ];
    await passed(SEND_MS, signal);
    return relayWay((await Promise.all(sent.map(statsOf))).flat());
  } catch {
    return { reached: false };
  } finally {
    await room.disconnect();
    test.stop();
  }
}

async function statsOf({ track }: LocalTrackPublication): Promise<Stat[]> {
  const stats = await track?.getRTCStatsReport();
  return stats === undefined ? [] : (Array.from(stats.values()) as Stat[]);
}

function passed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A quiet tone and a picture that changes: as much as a small camera sends. */
class TestSignal {
  readonly tone: MediaStreamTrack;
  readonly picture: MediaStreamTrack;
  readonly #context = new AudioContext();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor() {
    const oscillator = this.#context.createOscillator();
    const out = this.#context.createMediaStreamDestination();
    oscillator.connect(out);
    oscillator.start();
    const canvas = document.createElement("canvas");
    canvas.width = 480;
    canvas.height = 270;
    this.#timer = setInterval(() => draw(canvas), 66);
    [this.tone, this.picture] = [first(out.stream), first(canvas.captureStream(15))];
  }

  stop(): void {
    clearInterval(this.#timer);
    this.tone.stop();
    this.picture.stop();
    void this.#context.close();
  }
}

function first(stream: MediaStream): MediaStreamTrack {
  const track = stream.getTracks()[0];
  if (track === undefined) throw new Error("A test signal has one track.");
  return track;
}

function draw(canvas: HTMLCanvasElement): void {
  const context = canvas.getContext("2d");
  for (let patch = 0; patch < 24; patch += 1) {
    if (context === null) return;
    context.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
    context.fillRect(Math.random() * 480, Math.random() * 270, 60, 40);
  }
}
