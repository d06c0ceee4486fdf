/** A socket and a clock that the test owns. */
import type { Clock } from "../../src/base/clock";
import type { Device, HearingState, ServerMessage } from "../../src/generated/protocol";
import { HearingSocket, type Wire } from "../../src/hearing/socket";

class FakeClock implements Clock {
  #now = 0;
  #timers: { at: number; then: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, then: () => void): () => void {
    const timer = { at: this.#now + ms, then };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Lets `ms` pass, one timer after the other, and what they set off with them. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#now = Math.max(this.#now, due.at);
      due.then();
      await settled();
    }
    this.#now = end;
  }
}

export class FakeWire implements Wire {
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;
  readyState: Wire["readyState"] = 1;
  readonly sent: Record<string, unknown>[] = [];

  constructor(readonly path: string) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  says(message: ServerMessage): void {
    this.onmessage?.call(this as never, { data: JSON.stringify(message) } as MessageEvent);
  }

  breaks(code = 1006): void {
    this.readyState = 3;
    this.onclose?.call(this as never, { code } as CloseEvent);
  }

  commands(): Record<string, unknown>[] {
    return this.sent.filter(({ type }) => type === "command");
  }
}

/** Lets promises that are ready run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

type Refusal = Awaited<ReturnType<ConstructorParameters<typeof HearingSocket>[1]["refusal"]>>;

/** A hearing socket of which the test holds every wire that it opens. */
export function linked() {
  const clock = new FakeClock();
  const wires: FakeWire[] = [];
  const answers = { refusal: null as Refusal };
  let ids = 0;
  const socket = new HearingSocket("seat_1", {
    clock,
    open: (path) => {
      const wire = new FakeWire(path);
      wires.push(wire);
      return wire;
    },
    random: () => 0.5,
    uuid: () => `command-${++ids}`,
    refusal: async () => answers.refusal,
  });
  const wire = (): FakeWire => {
    const newest = wires.at(-1);
    if (newest === undefined) throw new Error("No wire was opened.");
    return newest;
  };
  return { socket, clock, wires, wire, answers };
}

export const STATE: HearingState = {
  id: "hrg_1",
  status: "scheduled",
  reason: "",
  title: "Vụ án 12/2026/HSST",
  starts_at: "2026-03-02T01:00:00Z",
  ends_at: "2026-03-02T04:00:00Z",
  opened_at: null,
  session_at: null,
  ended_at: null,
  points: {},
  devices: {
    dev_1: device("dev_1"),
    dev_2: device("dev_2"),
  },
  seats: {
    seat_2: seat("seat_2", "accused", "dev_2", "Nguyễn Văn An"),
    seat_1: seat("seat_1", "presiding_judge", "dev_1", "Trần Thị Bình"),
  },
  recording: { state: "off", part: 0, ledger_seq: 0, error: null, since: null },
  admission: "open",
  reception: null,
};

export function device(id: string): Device {
  return {
    id,
    kind: "personal",
    point: null,
    present: false,
    held: false,
    place: "away",
    waiting_since: null,
    silent: false,
    check: null,
    returned: null,
    call: null,
    share_held: false,
    came: false,
  };
}

export function seat(
  id: string,
  role: HearingState["seats"][string]["role"],
  device: string,
  display: string,
) {
  const unchecked = { revoked: false, identified: false, identified_at: null };
  return { id, person: `per_${id}`, role, device, display, ...unchecked };
}

export function welcome(seq: number, state: HearingState = STATE): ServerMessage {
  return {
    type: "welcome",
    protocol: 1,
    seat: "seat_1",
    hearing: "hrg_1",
    seq,
    state,
    missed: [],
  };
}

export function opened(seq: number): ServerMessage {
  return {
    type: "event",
    seq,
    at: "2026-03-02T01:00:00Z",
    by: { kind: "seat", seat: "seat_1", role: "presiding_judge" },
    event: { type: "status_changed", was: "scheduled", to: "open", reason: "" },
  };
}
