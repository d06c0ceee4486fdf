// One device in a browser: livekit-client as it comes from npm, a drawn picture and a made tone.

const court = { room: null, seen: {}, events: [] };

function made(tone, colour) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1280, 720];
  const ink = canvas.getContext("2d");
  let n = 0;
  setInterval(() => {
    ink.fillStyle = `rgb(${colour})`;
    ink.fillRect(0, 0, 1280, 720);
    ink.fillStyle = "white";
    ink.fillRect(n++ % 1200, 10, 20, 20); // a picture that moves, or encoders send nothing
  }, 66);
  const audio = new AudioContext();
  const wave = audio.createOscillator();
  const sink = audio.createMediaStreamDestination();
  sink.channelCount = 1; // a voice: livekit-client sends stereo without redundancy
  wave.frequency.value = tone;
  wave.connect(sink);
  wave.start();
  return {
    camera: canvas.captureStream(15).getVideoTracks()[0],
    microphone: sink.stream.getAudioTracks()[0],
  };
}

async function join([url, token, options]) {
  const room = new LivekitClient.Room({ adaptiveStream: true, dynacast: true, ...options });
  court.room = room;
  for (const name of Object.values(LivekitClient.RoomEvent)) {
    room.on(name, () => court.events.push(name));
  }
  room.on("trackSubscribed", (track, _publication, who) => {
    court.seen[who.identity] ??= {};
    const seen = court.seen[who.identity];
    if (track.kind === "video") {
      seen.video = track.attach();
      seen.video.muted = true;
      seen.video.style.width = "300px"; // all within the window, or adaptiveStream stops some
      document.body.append(seen.video);
    } else {
      const audio = new AudioContext();
      track.attach().muted = true;
      seen.ear = audio.createAnalyser();
      seen.ear.fftSize = 16384;
      const stream = new MediaStream([track.mediaStreamTrack]);
      audio.createMediaStreamSource(stream).connect(seen.ear);
    }
  });
  try {
    await room.connect(url, token);
    return "joined";
  } catch (error) {
    const names = LivekitClient.ConnectionErrorReason;
    return `${names[error.reason]} ${error.status}: ${error.message}`;
  }
}

async function publish([source, tone, colour]) {
  try {
    const track = made(tone, colour)[source];
    const published = await court.room.localParticipant.publishTrack(track, { source });
    return published.trackSid;
  } catch (error) {
    return String(error);
  }
}

function look(identity) {
  const seen = court.seen[identity] ?? {};
  const found = { colour: null, tone: 0 };
  if (seen.video?.videoWidth) {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [16, 16];
    const ink = canvas.getContext("2d");
    ink.drawImage(seen.video, 0, 0, 16, 16);
    found.colour = [...ink.getImageData(8, 12, 1, 1).data].slice(0, 3);
  }
  if (seen.ear) {
    const bins = new Float32Array(seen.ear.frequencyBinCount);
    seen.ear.getFloatFrequencyData(bins);
    const loudest = bins.indexOf(Math.max(...bins));
    if (bins[loudest] > -60) found.tone = (loudest * seen.ear.context.sampleRate) / 16384;
  }
  return found;
}

function sources() {
  const published = court.room.localParticipant.trackPublications.values();
  return [...published].map((publication) => publication.source).sort();
}

// How a device shows another: the width of its picture in CSS pixels, 0 for not at all.
function show([identity, width]) {
  const { style } = court.seen[identity].video;
  style.display = width ? "block" : "none";
  style.width = `${width}px`;
}

// Frames that each layer of our own camera has encoded so far, by width; and which are on.
async function encoded() {
  const [publication] = court.room.localParticipant.videoTrackPublications.values();
  const sender = publication.track.sender;
  const layers = {};
  for (const report of (await sender.getStats()).values()) {
    if (report.type === "outbound-rtp") layers[report.rid] = report.framesEncoded ?? 0;
  }
  const active = sender.getParameters().encodings.filter((layer) => layer.active);
  return { frames: layers, on: active.map((layer) => layer.rid) };
}

// The codecs that this page sends (kind "outbound-rtp") or is sent ("inbound-rtp"), by packets.
async function codecs(kind) {
  const pcs = court.room.engine.pcManager;
  const reports = [...(await pcs.publisher.getStats()).values()];
  const used = reports.filter((one) => one.type === kind && (one.packetsSent ?? one.packetsReceived));
  return used.map((one) => reports.find((codec) => codec.id === one.codecId)?.mimeType).sort();
}

// A camera in another codec than VP8; the sid or what went wrong.
async function film([codec, colour]) {
  try {
    const track = made(440, colour).camera;
    const options = { source: "camera", videoCodec: codec };
    return (await court.room.localParticipant.publishTrack(track, options)).trackSid;
  } catch (error) {
    return String(error);
  }
}
