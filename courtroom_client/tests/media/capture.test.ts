/** Rulings on one's own devices: asked for once, told apart when they fail, noticed when they go. */
import { describe, expect, it } from "vitest";
import { Capture, type Choice, faultOf } from "../../src/media/capture";

class FakeTrack extends EventTarget {
  enabled = true;
  stopped = false;
  constructor(readonly kind: "audio" | "video") {
    super();
  }
  stop(): void {
    this.stopped = true;
  }
}

type Asked = MediaStreamConstraints;

function machine(broken: Partial<Record<"audio" | "video", string>> = {}) {
  const asked: Asked[] = [];
  const tracks: FakeTrack[] = [];
  const devices = {
    async getUserMedia(constraints: Asked): Promise<MediaStream> {
      asked.push(constraints);
      const kinds = (["audio", "video"] as const).filter((kind) => constraints[kind]);
      for (const kind of kinds) {
        const name = broken[kind];
        if (name !== undefined) throw new DOMException("", name);
      }
      const given = kinds.map((kind) => new FakeTrack(kind));
      tracks.push(...given);
      const of = (kind: string) => given.filter((track) => track.kind === kind);
      return { getVideoTracks: () => of("video"), getAudioTracks: () => of("audio") } as never;
    },
    async enumerateDevices(): Promise<MediaDeviceInfo[]> {
      return [];
    },
  };
  const saved: Choice[] = [];
  const kept = { load: () => ({}), save: (choice: Choice) => void saved.push(choice) };
  return { capture: new Capture(devices as never, kept), asked, tracks, saved };
}

describe("camera and microphone", () => {
  it("are asked for in one question", async () => {
    const { capture, asked } = machine();
    await capture.open();
    expect(asked).toHaveLength(1);
    expect(capture.get()).toMatchObject({
      camera: { is: "live", on: true },
      microphone: { is: "live", on: true },
    });
  });

  it("are asked for one by one when one of them is missing", async () => {
    const { capture } = machine({ video: "NotFoundError" });
    await capture.open();
    expect(capture.get()).toMatchObject({
      camera: { is: "failed", fault: "missing" },
      microphone: { is: "live" },
    });
  });

  it("are not asked for again after a no", async () => {
    const { capture, asked } = machine({ audio: "NotAllowedError", video: "NotAllowedError" });
    await capture.open();
    expect(asked).toHaveLength(1);
    expect(capture.get().camera).toEqual({ is: "failed", fault: "denied" });
  });

  it("are told to be impossible where the browser has none", async () => {
    const capture = new Capture(undefined, { load: () => ({}), save: () => {} });
    await capture.open();
    expect(capture.get().microphone).toEqual({ is: "failed", fault: "insecure" });
  });

  it("are noticed when they are unplugged", async () => {
    const { capture, tracks } = machine();
    await capture.open();
    tracks.find(({ kind }) => kind === "audio")?.dispatchEvent(new Event("ended"));
    expect(capture.get().microphone).toEqual({ is: "failed", fault: "gone" });
    expect(capture.get().camera.is).toBe("live");
  });

  it("stay open while muted", async () => {
    const { capture, tracks } = machine();
    await capture.open();
    capture.toggle("microphone");
    const sound = tracks.find(({ kind }) => kind === "audio");
    expect(sound).toMatchObject({ enabled: false, stopped: false });
    capture.toggle("microphone");
    expect(sound?.enabled).toBe(true);
  });

  it("are not left on when they are closed while the browser asks", async () => {
    const { capture, tracks } = machine();
    const opening = capture.open();
    capture.close();
    await opening;
    expect(tracks.every(({ stopped }) => stopped)).toBe(true);
    expect(capture.get()).toMatchObject({ camera: { is: "off" }, microphone: { is: "off" } });
  });

  it("change over to another device, and the choice is kept", async () => {
    const { capture, tracks, saved, asked } = machine();
    await capture.open();
    await capture.choose({ microphone: "usb", processing: false });
    expect(tracks.filter(({ stopped }) => stopped).map(({ kind }) => kind)).toEqual(["audio"]);
    expect(asked.at(-1)).toMatchObject({ audio: { deviceId: "usb", echoCancellation: false } });
    expect(saved.at(-1)).toMatchObject({ microphone: "usb", processing: false });
  });
});

describe("a fault", () => {
  it.each([
    ["NotAllowedError", "denied"],
    ["NotFoundError", "missing"],
    ["NotReadableError", "busy"],
    ["SomethingElse", "failed"],
  ])("%s means %s", (name, fault) => {
    expect(faultOf(new DOMException("", name))).toBe(fault);
  });
});
