/** The network check of one lobby: begins by itself, goes on beside the other steps. */
import { tryOut } from "../api/links";
import { Store } from "../base/store";
import { judge, type RelayWay, type ServerWay, type Verdict } from "./network";
import { asker, measureServer } from "./server_way";

export interface WayView {
  readonly server: ServerWay | null;
  /** null: not measured (yet). */
  readonly relay: RelayWay | null;
  readonly busy: "server" | "relay" | null;
  readonly verdict: Verdict | null;
}

const NOTHING: WayView = { server: null, relay: null, busy: null, verdict: null };

export class WayCheck extends Store<WayView> {
  #running: AbortController | null = null;

  constructor(
    private readonly token: string,
    /** Whether this device will send anything. */
    private readonly sends: boolean,
  ) {
    super(NOTHING);
  }

  /** From the beginning; what ran before is called off. */
  start(): void {
    this.stop();
    this.set({ ...NOTHING, busy: "server" });
    const running = new AbortController();
    this.#running = running;
    void this.#measure(running.signal);
  }

  /** Joining needs the network for itself; what was measured stays. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
    if (this.get().busy !== null) this.patch({ busy: null });
  }

  async #measure(signal: AbortSignal): Promise<void> {
    const server = await measureServer(asker(this.token, signal));
    if (signal.aborted) return;
    const first = judge({ server, relay: null });
    this.patch({ server, verdict: first, busy: this.sends ? "relay" : null });
    if (!this.sends) return;
    const relay = await this.#relay(signal);
    if (signal.aborted) return;
    this.patch({ relay, verdict: judge({ server, relay }), busy: null });
  }

  async #relay(signal: AbortSignal): Promise<RelayWay | null> {
    const way = await tryOut(this.token);
    if (!way.ok) return null;
    const { tryRelay } = await import("./relay_room");
    return signal.aborted ? null : tryRelay(way.value.url, way.value.token, signal);
  }
}
