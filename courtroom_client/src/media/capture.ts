/** This device's own camera and microphone, from asking for them to losing them. */
import { Store } from "../base/store";

export type Source = "camera" | "microphone";

/** denied: the person or the browser said no. missing: none is plugged in. busy: another
 * program has it. insecure: this browser offers none here. gone: it was unplugged. */
export type Fault = "denied" | "missing" | "busy" | "insecure" | "gone" | "failed";

export type Own =
  | { readonly is: "off" }
  | { readonly is: "asking" }
  | { readonly is: "live"; readonly track: MediaStreamTrack; readonly on: boolean }
  | { readonly is: "failed"; readonly fault: Fault };

export interface Choice {
  readonly camera: string;
  readonly microphone: string;
  /** Echo, noise and gain filters; off where the room has a mixer of its own. */
  readonly processing: boolean;
}

export interface CaptureState {
  readonly camera: Own;
  readonly microphone: Own;
  readonly devices: readonly MediaDeviceInfo[];
  readonly choice: Choice;
}

/** party: one person before a camera. room: a point's camera, which shows several. */
export type Shape = "party" | "room";

// As little as a person's tile needs: seven tabs of one machine stay usable on two cores.
const PICTURES: Readonly<Record<Shape, MediaTrackConstraints>> = {
  party: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 20, max: 20 } },
  room: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 20, max: 25 } },
};

export interface Kept {
  load(): Partial<Choice>;
  save(choice: Choice): void;
}

const BOTH: readonly Source[] = ["camera", "microphone"];

/** Owns the tracks; whoever shows or sends them only borrows them. */
export class Capture extends Store<CaptureState> {
  #quiet = false;

  #shape: Shape = "party";

  constructor(
    private readonly devices: MediaDevices | undefined,
    private readonly kept: Kept,
  ) {
    const choice = { camera: "", microphone: "", processing: true, ...kept.load() };
    super({ camera: { is: "off" }, microphone: { is: "off" }, devices: [], choice });
    devices?.addEventListener?.("devicechange", () => void this.list());
  }

  /** Turns on what is not on yet: one question by the browser, not two. */
  async open(sources: readonly Source[] = BOTH): Promise<void> {
    const wanted = sources.filter(
      (source) => this.get()[source].is !== "live" && !(this.#quiet && source === "microphone"),
    );
    if (wanted.length === 0) return;
    if (this.devices === undefined) return this.fail(wanted, "insecure");
    for (const source of wanted) this.patch({ [source]: { is: "asking" } });
    try {
      this.take(await this.devices.getUserMedia(this.constraints(wanted)), wanted);
    } catch (error) {
      // Asked for together they fail together; asked for one by one, one may work.
      if (wanted.length > 1 && faultOf(error) !== "denied") await this.oneByOne(wanted);
      else this.fail(wanted, faultOf(error));
    }
    await this.list();
  }

  /** Picks a device or a way of processing; what is on changes over. */
  async choose(change: Partial<Choice>): Promise<void> {
    const before = this.get();
    const choice = { ...before.choice, ...change };
    this.patch({ choice });
    this.kept.save(choice);
    const again: Source[] = [];
    if (change.camera !== undefined && before.camera.is === "live") again.push("camera");
    const sound = change.microphone !== undefined || change.processing !== undefined;
    if (sound && before.microphone.is === "live") again.push("microphone");
    for (const source of again) this.stop(source);
    if (again.length > 0) await this.open(again);
  }

  /** How much of a picture this seat needs; a camera that is on changes over if it can. */
  async shape(shape: Shape): Promise<void> {
    if (shape === this.#shape) return;
    this.#shape = shape;
    const { camera } = this.get();
    if (camera.is !== "live") return;
    try {
      await camera.track.applyConstraints(PICTURES[shape]);
    } catch {
      // A camera that offers nothing else keeps what it has.
    }
  }

  /** Mute, unmute, picture on or off. The device stays open, so that coming back is instant. */
  turn(source: Source, on: boolean): void {
    const own = this.get()[source];
    if (own.is !== "live") return;
    own.track.enabled = on;
    this.patch({ [source]: { ...own, on } });
  }

  /** The other way round; a source that is not on at all is asked for. */
  toggle(source: Source): void {
    const own = this.get()[source];
    if (own.is === "live") this.turn(source, !own.on);
    else if (own.is !== "asking") void this.open([source]);
  }

  close(): void {
    for (const source of BOTH) this.stop(source);
  }

  /** Whether this device must be silent: then its microphone is closed and stays so. */
  quiet(quiet: boolean): void {
    this.#quiet = quiet;
    if (quiet) this.stop("microphone");
  }

  private async oneByOne(sources: readonly Source[]): Promise<void> {
    for (const source of sources) {
      try {
        const stream = await this.devices?.getUserMedia(this.constraints([source]));
        if (stream !== undefined) this.take(stream, [source]);
      } catch (error) {
        this.fail([source], faultOf(error));
      }
    }
  }

  private take(stream: MediaStream, sources: readonly Source[]): void {
    for (const source of sources) {
      const tracks = source === "camera" ? stream.getVideoTracks() : stream.getAudioTracks();
      const track = tracks[0];
      if (track === undefined) {
        this.fail([source], "missing");
        continue;
      }
      if (this.get()[source].is !== "asking") {
        track.stop(); // it was closed while the browser was still asking
        continue;
      }
      track.addEventListener("ended", () => this.lost(source, track));
      this.patch({ [source]: { is: "live", track, on: true } });
    }
  }

  private lost(source: Source, track: MediaStreamTrack): void {
    const own = this.get()[source];
    if (own.is === "live" && own.track === track) this.fail([source], "gone");
  }

  private fail(sources: readonly Source[], fault: Fault): void {
    for (const source of sources) this.patch({ [source]: { is: "failed", fault } });
  }

  private stop(source: Source): void {
    const own = this.get()[source];
    if (own.is === "live") own.track.stop();
    this.patch({ [source]: { is: "off" } });
  }

  private async list(): Promise<void> {
    this.patch({ devices: (await this.devices?.enumerateDevices()) ?? [] });
  }

  private constraints(sources: readonly Source[]): MediaStreamConstraints {
    const { camera, microphone, processing } = this.get().choice;
    const audio = {
      ...(microphone === "" ? {} : { deviceId: microphone }),
      echoCancellation: processing,
      noiseSuppression: processing,
      autoGainControl: processing,
    };
    const video = {
      ...(camera === "" ? {} : { deviceId: camera }),
      ...PICTURES[this.#shape],
    };
    return {
      audio: sources.includes("microphone") ? audio : false,
      video: sources.includes("camera") ? video : false,
    };
  }
}

const FAULTS: Readonly<Record<string, Fault>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** What a getUserMedia error means to the person. Source: Media Capture and Streams, 10.2. */
export function faultOf(error: unknown): Fault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return FAULTS[name] ?? "failed";
}
