/** The hearing socket: connects, heals by itself, and keeps the hearing's state up to date. */
import type { Problem } from "../api/http";
import { backoff } from "../base/backoff";
import type { Clock } from "../base/clock";
import { Store } from "../base/store";
import type {
  Alarm,
  CommandFrame,
  EventMessage,
  HearingState,
  Media,
  ServerMessage,
  TransferCode,
} from "../generated/protocol";
import { fold } from "./fold";
import { type Outcome, Pending } from "./pending";

export type Command = CommandFrame["command"];

/** What a browser's WebSocket is to us. */
export type Wire = Pick<
  WebSocket,
  "send" | "close" | "onopen" | "onmessage" | "onclose" | "readyState"
>;

export interface Surroundings {
  readonly clock: Clock;
  open(path: string): Wire;
  /** In [0, 1). */
  random(): number;
  uuid(): string;
  /** Null while the browser still holds the seat (or nobody can say); otherwise why it does not. */
  refusal(): Promise<Problem | null>;
}

/** connecting: for the first time. lost: it was there and is being healed. ended: for good. */
export type Link = "connecting" | "connected" | "lost" | "ended";

export interface HearingView {
  readonly link: Link;
  /** The last event that `state` holds. */
  readonly seq: number;
  readonly state: HearingState | null;
  /** Where the camera and microphone belong; a fresh object with each fresh token. */
  readonly media: Media | null;
  /** The newest event, for saying it aloud. */
  readonly last: EventMessage | null;
  /** The code that was asked for: shown once, to be read out. */
  readonly transfer: TransferCode | null;
  /** What stands in the hearing's way and its ledger may not be able to say. */
  readonly alarms: readonly Alarm[];
  /** Why the link ended, where the server said so. */
  readonly ended: Pick<Problem, "code" | "vi" | "en"> | null;
}

const PING_MS = 500;
const SILENT_MS = 2_500; // who is not reachable is to know it within 2.5 s
const DEAD_MS = 6_000; // then another connection is tried
const OPEN_MS = 8_000; // a handshake that takes longer is given up
/** Revoked, moved to another device, open elsewhere: who came back would only put others out. */
const FINAL: ReadonlySet<number> = new Set([4401, 4409, 4429]);
const OPEN = 1; // WebSocket.OPEN

export class HearingSocket extends Store<HearingView> {
  readonly #pending = new Pending();
  #wire: Wire | null = null;
  #welcomed = false;
  #stopped = false;
  #sent = 0;
  #attempt = 0;
  #heard = 0;
  #cancelTimer: () => void = () => {};

  constructor(
    readonly seat: string,
    private readonly around: Surroundings,
  ) {
    super({
      link: "connecting",
      seq: 0,
      state: null,
      media: null,
      last: null,
      transfer: null,
      alarms: [],
      ended: null,
    });
  }

  /** Connects, and stays connected until `stop` or until the seat is gone. */
  start(): void {
    this.#stopped = false;
    if (this.#wire === null && this.get().link !== "ended") this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
  }

  /** Tries at once instead of waiting: the network is back, the page is looked at again. */
  hurry(): void {
    if (this.get().link === "lost" && this.#wire === null) this.#connect();
  }

  /** Does `command`; sent again under the same id after a loss, so it is done at most once. */
  command(command: Command): Promise<Outcome> {
    const id = this.around.uuid();
    const outcome = this.#pending.add(id, command);
    this.#send({ type: "command", id, command });
    return outcome;
  }

  /** The code has been read out: it is not shown any more. */
  forgetTransfer(): void {
    this.patch({ transfer: null });
  }

  /** Asks for `media` again with a fresh token. */
  freshMedia(): void {
    this.#send({ type: "media_token" });
  }

  #connect(): void {
    this.#cancelTimer();
    const wire = this.around.open(
      `/api/v1/seats/${encodeURIComponent(this.seat)}/socket?after=${this.get().seq}`,
    );
    this.#wire = wire;
    this.#welcomed = false;
    this.#sent = 0;
    this.#heard = this.around.clock.now();
    wire.onmessage = (message) => {
      if (this.#wire === wire) this.#receive(String(message.data));
    };
    wire.onclose = (close) => {
      if (this.#wire === wire) this.#closed(close.code);
    };
    this.#cancelTimer = this.around.clock.after(OPEN_MS, () => this.#lose());
  }

  #receive(text: string): void {
    this.#heard = this.around.clock.now();
    const message = parse(text);
    if (message !== null) this.#take(message);
    if (this.#welcomed && this.get().link === "lost") this.patch({ link: "connected" });
  }

  #take(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.#attempt = 0;
        this.#welcomed = true;
        this.patch({
          link: "connected",
          seq: message.seq,
          state: message.state,
          alarms: [], // they follow, if there are any
          last: message.missed.at(-1) ?? this.get().last,
        });
        for (const { id, command } of this.#pending.open()) {
          this.#send({ type: "command", id, command });
        }
        this.#watch();
        return;
      case "event":
        this.#happened(message);
        return;
      case "media":
        this.patch({ media: message });
        return;
      case "accepted":
        this.#pending.settle(message.command, { ok: true });
        return;
      case "refused":
        if (message.command !== null) {
          this.#pending.settle(message.command, { ok: false, problem: message });
        }
        return;
      case "transfer_code":
        this.patch({ transfer: message });
        return;
      case "closing":
        this.patch({ ended: { code: message.code, vi: message.vi, en: message.en } });
        return;
      case "alarms":
        this.patch({ alarms: message.alarms });
        return;
      case "pong":
        return;
    }
  }

  #happened(message: EventMessage): void {
    const { seq, state } = this.get();
    if (state === null || message.seq <= seq) return;
    if (message.seq > seq + 1) {
      this.#lose(); // something was missed; the next welcome brings it
      return;
    }
    this.patch({ seq: message.seq, state: fold(state, message), last: message });
  }

  #closed(code: number): void {
    if (FINAL.has(code)) this.#end();
    else this.#lose();
  }

  /** The link is gone: say so at once, find out whether it may come back, and try. */
  #lose(): void {
    const everConnected = this.get().state !== null;
    this.#drop();
    this.patch({ link: everConnected ? "lost" : "connecting", ended: null });
    const wait = backoff(this.#attempt, this.around.random());
    this.#attempt += 1;
    this.#cancelTimer = this.around.clock.after(wait, () => void this.#again());
  }

  async #again(): Promise<void> {
    // A browser does not tell why a handshake failed; an ordinary request does.
    const refusal =
      this.#attempt > 1 || this.get().state === null ? await this.around.refusal() : null;
    if (this.#wire !== null || this.#stopped) return;
    if (refusal !== null) {
      this.patch({ ended: refusal });
      this.#end();
    } else this.#connect();
  }

  #end(): void {
    this.#drop();
    this.#pending.abandon();
    this.patch({ link: "ended", media: null });
  }

  #drop(): void {
    this.#cancelTimer();
    const wire = this.#wire;
    this.#wire = null;
    this.#welcomed = false;
    wire?.close();
  }

  #watch(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.around.clock.after(PING_MS, () => {
      const silence = this.around.clock.now() - this.#heard;
      if (silence >= DEAD_MS) {
        this.#lose();
        return;
      }
      if (silence >= SILENT_MS) this.patch({ link: "lost" });
      this.#send({ type: "ping" });
      this.#watch();
    });
  }

  #send(frame: Frame): void {
    const wire = this.#wire;
    if (wire === null || wire.readyState !== OPEN || !this.#welcomed) return;
    this.#sent += 1;
    wire.send(JSON.stringify({ n: this.#sent, ...frame }));
  }
}

type Frame =
  | { type: "command"; id: string; command: Command }
  | { type: "ping" }
  | { type: "media_token" };

function parse(text: string): ServerMessage | null {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && "type" in json
      ? (json as ServerMessage)
      : null;
  } catch {
    return null;
  }
}
