// What a page sees and hears, measured on the elements that show it to people.
() => {
  const room = (window.__measuring ??= { context: new AudioContext(), ears: new Map() });
  const ear = (element) => {
    let known = room.ears.get(element);
    if (known?.stream !== element.srcObject) {
      const analyser = room.context.createAnalyser();
      analyser.fftSize = 16384;
      analyser.smoothingTimeConstant = 0;
      room.context.createMediaStreamSource(element.srcObject).connect(analyser);
      known = { stream: element.srcObject, analyser };
      room.ears.set(element, known);
    }
    return known.analyser;
  };
  const tone = (element) => {
    const analyser = ear(element);
    const power = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(power);
    const peak = power.indexOf(Math.max(...power));
    if (!(power[peak] > -60)) return 0;
    return (peak * room.context.sampleRate) / analyser.fftSize;
  };
  const colour = (element) => {
    if (element.videoWidth < 16 || element.readyState < 2) return null;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const drawing = canvas.getContext("2d");
    const [w, h] = [element.videoWidth, element.videoHeight];
    drawing.drawImage(element, w / 4, h / 4, w / 2, h / 2, 0, 0, 1, 1);
    return [...drawing.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const measured = {};
  for (const element of document.querySelectorAll("[data-source][data-device]")) {
    if (element.srcObject === null) continue;
    const device = (measured[element.dataset.device] ??= { colour: null, tone: 0 });
    if (element.dataset.source === "camera") device.colour = colour(element);
    if (element.dataset.source === "microphone") device.tone = tone(element);
  }
  return measured;
};
