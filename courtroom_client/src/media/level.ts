/** How loud a microphone is, for a bar that moves when one speaks. */

const EVERY_MS = 80;

/**
 * Calls `tell` about twelve times a second with 0 (silence) to 1 (full scale, on a curve near to the ear's);
 * the returned function ends it.
 */
export function listenToLevel(
  track: MediaStreamTrack,
  tell: (level: number) => void,
): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(loudness(samples));
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** 0 at -60 dBFS and below, 1 at 0 dBFS. samples: in [-1, 1]. */
export function loudness(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  const rms = Math.sqrt(power / Math.max(1, samples.length));
  const decibels = 20 * Math.log10(Math.max(rms, 1e-6));
  return Math.min(1, Math.max(0, 1 + decibels / 60));
}
