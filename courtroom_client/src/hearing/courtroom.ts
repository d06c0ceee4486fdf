/** One seat's courtroom: its socket, its media, and what ties them together. */
import { session } from "../api/seats";
import { browserClock } from "../base/clock";
import { randomId } from "../base/random_id";
import type { Capture } from "../media/capture";
import { CourtroomMedia } from "../media/courtroom";
import { ScreenShare } from "../media/screen_share";
import { CompanionWatch } from "./companion_watch";
import { HearingSocket } from "./socket";

const GONE: ReadonlySet<number> = new Set([401, 403, 404, 410]);

export class Courtroom {
  readonly socket: HearingSocket;
  readonly media: CourtroomMedia;
  readonly companion: CompanionWatch;
  readonly share = new ScreenShare(navigator.mediaDevices);
  /** The microphone is on only as long as a key is held. */
  pushed = false;
  #leave: () => void = () => {};

  constructor(
    readonly seat: string,
    readonly capture: Capture,
  ) {
    this.socket = new HearingSocket(seat, {
      clock: browserClock,
      open: (path) => new WebSocket(new URL(path, location.href.replace(/^http/, "ws"))),
      random: Math.random,
      uuid: () => randomId(16),
      refusal: async () => {
        const answer = await session(seat);
        return answer.ok || !GONE.has(answer.problem.status) ? null : answer.problem;
      },
    });
    const fresh = () => this.socket.freshMedia();
    this.media = new CourtroomMedia(capture, this.share, fresh, browserClock, Math.random);
    this.companion = new CompanionWatch(seat, capture, this.media, () => {
      void this.socket.command({ type: "report_companion", silent: true });
    });
  }

  start(): void {
    this.media.start();
    const hurry = () => this.socket.hurry();
    const follow = this.socket.subscribe(() => this.media.follow(this.socket.get().media));
    const compare = () => this.companion.follow(this.socket.get().state);
    const compared = [this.socket, this.media, this.capture].map((one) =>
      one.subscribe(compare),
    );
    addEventListener("online", hurry);
    document.addEventListener("visibilitychange", hurry);
    this.#leave = () => {
      follow();
      for (const end of compared) end();
      removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
    };
    this.socket.start();
  }

  stop(): void {
    this.#leave();
    this.socket.stop();
    this.share.stop();
    this.companion.stop();
    this.media.stop();
  }
}
