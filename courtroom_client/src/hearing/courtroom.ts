/** One seat's courtroom: its socket, its media, and what ties them together. */
import { session } from "../api/seats";
import { browserClock } from "../base/clock";
import type { Capture } from "../media/capture";
import { CourtroomMedia } from "../media/courtroom";
import { HearingSocket } from "./socket";

const GONE: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/** `crypto.randomUUID` is missing on pages without TLS, which may still watch. */
function randomId(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Courtroom {
  readonly socket: HearingSocket;
  readonly media: CourtroomMedia;
  #leave: () => void = () => {};

  constructor(
    readonly seat: string,
    readonly capture: Capture,
  ) {
    this.socket = new HearingSocket(seat, {
      clock: browserClock,
      open: (path) => new WebSocket(new URL(path, location.href.replace(/^http/, "ws"))),
      random: Math.random,
      uuid: () => randomId(crypto.getRandomValues(new Uint8Array(16))),
      refusal: async () => {
        const answer = await session(seat);
        return answer.ok || !GONE.has(answer.problem.status) ? null : answer.problem;
      },
    });
    const fresh = () => this.socket.freshMedia();
    this.media = new CourtroomMedia(capture, fresh, browserClock, Math.random);
  }

  start(): void {
    this.media.start();
    const hurry = () => this.socket.hurry();
    const follow = this.socket.subscribe(() => this.media.follow(this.socket.get().media));
    addEventListener("online", hurry);
    document.addEventListener("visibilitychange", hurry);
    this.#leave = () => {
      follow();
      removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
    };
    this.socket.start();
  }

  stop(): void {
    this.#leave();
    this.socket.stop();
    this.media.stop();
  }
}
