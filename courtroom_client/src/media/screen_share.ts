/** This device's own screen, while the person shows it. */
import { Store } from "../base/store";

export type Shared =
  | { readonly is: "off" }
  | { readonly is: "asking" }
  | { readonly is: "live"; readonly track: MediaStreamTrack }
  /** held: the court does not allow it. failed: the browser could not. */
  | { readonly is: "failed"; readonly why: "held" | "failed" };

/** Papers and pictures, not films: sharp rather than smooth, and light on two cores. */
const PICTURE: DisplayMediaStreamOptions = {
  video: { frameRate: { ideal: 5, max: 15 }, width: { max: 1920 }, height: { max: 1080 } },
  audio: false,
};

export class ScreenShare extends Store<Shared> {
  constructor(private readonly devices: MediaDevices | undefined) {
    super({ is: "off" });
  }

  /** Whether this browser can (telephones mostly cannot). */
  get possible(): boolean {
    return this.devices !== undefined && "getDisplayMedia" in this.devices;
  }

  toggle(): void {
    const { is } = this.get();
    if (is === "live") this.stop();
    else if (is !== "asking") void this.start();
  }

  /** Asks which screen. Who closes the question without choosing shares nothing. */
  async start(): Promise<void> {
    if (this.devices === undefined) return;
    this.set({ is: "asking" });
    try {
      const stream = await this.devices.getDisplayMedia(PICTURE);
      const track = stream.getVideoTracks()[0];
      if (track === undefined) throw new Error("no picture");
      track.contentHint = "detail";
      track.addEventListener("ended", () => this.#ended(track));
      this.set({ is: "live", track });
    } catch (error) {
      const declined = error instanceof DOMException && error.name === "NotAllowedError";
      this.set(declined ? { is: "off" } : { is: "failed", why: "failed" });
    }
  }

  stop(): void {
    this.#release();
    this.set({ is: "off" });
  }

  /** The court ended it. */
  refuse(): void {
    this.#release();
    this.set({ is: "failed", why: "held" });
  }

  #ended(track: MediaStreamTrack): void {
    const own = this.get();
    if (own.is === "live" && own.track === track) this.set({ is: "off" });
  }

  #release(): void {
    const own = this.get();
    if (own.is === "live") own.track.stop();
  }
}
