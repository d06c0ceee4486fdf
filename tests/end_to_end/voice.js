(voice) => {
  // A microphone at which somebody speaks: syllables by the clock on the wall, so that two tabs
  // with the same voice hear the same at the same moment, as two devices of one room do.
  const devices = navigator.mediaDevices;
  if (devices === undefined) return;
  const SYLLABLE_MS = 160;
  const AHEAD_MS = 3000;
  const loudness = (syllable) => {
    let bits = (Math.imul(syllable, 2654435761) + voice * 40503) >>> 0;
    bits = Math.imul(bits ^ (bits >>> 15), 2246822519) >>> 0;
    bits = Math.imul(bits ^ (bits >>> 13), 3266489917) >>> 0;
    const chance = ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
    return chance < 0.35 ? 0.001 : 0.05 + 0.3 * chance;
  };
  const speech = async () => {
    const context = new AudioContext();
    const [throat, mouth] = [context.createOscillator(), context.createGain()];
    const out = context.createMediaStreamDestination();
    throat.type = "sawtooth";
    throat.frequency.value = 140;
    throat.connect(mouth).connect(out);
    throat.start();
    await context.resume();
    let next = Math.floor(Date.now() / SYLLABLE_MS);
    const spoken = setInterval(() => {
      const [now, wall] = [context.currentTime, Date.now()];
      for (; next * SYLLABLE_MS < wall + AHEAD_MS; next += 1) {
        const at = now + (next * SYLLABLE_MS - wall) / 1000;
        mouth.gain.setTargetAtTime(loudness(next), Math.max(now, at), 0.01);
      }
    }, 200);
    const [track] = out.stream.getAudioTracks();
    track.addEventListener("ended", () => clearInterval(spoken));
    return track;
  };
  const camera = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async ({ audio, video }) => {
    const stream = video ? await camera({ video }) : new MediaStream();
    if (audio) stream.addTrack(await speech());
    return stream;
  };
}
