({ colour, tone }) => {
  // A camera of one colour and a microphone of one tone, of this tab's own: seven tabs of one
  // browser share its devices, and could not be told apart by them.
  const devices = navigator.mediaDevices;
  if (devices === undefined) return;
  const picture = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [160, 90]; // small and slow: eight pages share two cores
    const drawing = canvas.getContext("2d");
    const draw = () => {
      drawing.fillStyle = `rgb(${colour.join(",")})`;
      drawing.fillRect(0, 0, canvas.width, canvas.height);
    };
    draw();
    const [track] = canvas.captureStream(2).getVideoTracks();
    const drawn = setInterval(() => {
      if (track.readyState === "ended") clearInterval(drawn);
      else draw();
    }, 500);
    return track;
  };
  const sound = async () => {
    const context = new AudioContext();
    const [oscillator, quieter] = [context.createOscillator(), context.createGain()];
    const out = context.createMediaStreamDestination();
    oscillator.frequency.value = tone;
    quieter.gain.value = 0.25;
    oscillator.connect(quieter).connect(out);
    oscillator.start();
    await context.resume();
    return out.stream.getAudioTracks()[0];
  };
  devices.getUserMedia = async ({ audio, video }) => {
    const stream = new MediaStream();
    if (video) stream.addTrack(picture());
    if (audio) stream.addTrack(await sound());
    return stream;
  };
}
