/** The levels of two sounds at the same instants, for comparing what both hear. */
import { FRAME_MS } from "./companion";

/** Calls `tell` with the dBFS of both, until the returned function is called. */
export function listenToBoth(
  own: MediaStreamTrack,
  other: MediaStreamTrack,
  tell: (ownDb: number, otherDb: number) => void,
): () => void {
  const context = new AudioContext();
  const [first, second] = [meter(context, own), meter(context, other)];
  const timer = setInterval(() => tell(first(), second()), FRAME_MS);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

function meter(context: AudioContext, track: MediaStreamTrack): () => number {
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048; // 43 ms at 48 kHz: one frame
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return () => {
    analyser.getFloatTimeDomainData(samples);
    return decibels(samples);
  };
}

/** dBFS of the samples' power, -100 for silence. samples: in [-1, 1]. */
export function decibels(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return 10 * Math.log10(Math.max(power / Math.max(1, samples.length), 1e-10));
}
