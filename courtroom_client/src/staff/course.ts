/** What of a hearing was recorded, as its ledger has it: stretches, and gaps with reasons. Pure. */
import type { Row } from "../api/records";
import type { RecorderReported, Status, StatusChanged } from "../generated/protocol";

/** Recorded. `from`, `to`: RFC 3339; to null: it goes on. */
export interface Stretch {
  readonly is: "stretch";
  readonly part: number;
  readonly from: string;
  readonly to: string | null;
}

/** In session or paused, and not recorded. `note`: the judge's own words. */
export interface Gap {
  readonly is: "gap";
  readonly why: Why;
  readonly note: string;
  readonly from: string;
  readonly to: string | null;
}

export type Why =
  | "recess"
  | "suspended"
  | "restart"
  | "crash"
  | "room_lost"
  | "stall"
  | "not_recorded"
  | "disk"
  | "failed"
  | "other";

const OVER: readonly Status[] = ["closed", "adjourned", "cancelled", "moved_in_person"];
const NOTICED_S = 3; // a recorder takes a moment to begin; what is longer is a gap
const WHYS: readonly string[] = [
  "recess",
  "suspended",
  "restart",
  "crash",
  "room_lost",
  "stall",
  "not_recorded",
  "disk",
  "failed",
];

/** Whether a hearing in that state is over for good. */
export function over(state: Status): boolean {
  return OVER.includes(state);
}

/** A reason as the verifier names it; "other" if it has no words here. */
export function whyOf(reason: string): Why {
  return WHYS.includes(reason) ? (reason as Why) : "other";
}

/** Seconds between two moments; null: until `now`. */
export function lasted({ from, to }: Stretch | Gap, now: string): number {
  return Math.max(0, (Date.parse(to ?? now) - Date.parse(from)) / 1000);
}

/** Stretches and gaps in order of time. */
export function course(rows: readonly Row[]): readonly (Stretch | Gap)[] {
  const fold = new Fold();
  for (const row of rows) fold.take(row);
  return fold.finish();
}

class Fold {
  readonly #past: (Stretch | Gap)[] = [];
  #open: Stretch | null = null;
  /** Since when it should be recorded or paused, and is not; why. */
  #silent: { from: string; why: Why; note: string } | null = null;

  take({ at, event }: Row): void {
    if (event.type === "status_changed") this.#status(at, event);
    else if (event.type === "recorder_reported") this.#recorder(at, event);
  }

  finish(): readonly (Stretch | Gap)[] {
    if (this.#open !== null) this.#past.push(this.#open);
    else if (this.#silent !== null) this.#gap(null);
    return this.#past;
  }

  #status(at: string, { to, reason }: StatusChanged): void {
    if (to === "recess" || to === "suspended") {
      this.#missed(at);
      // The stretch ends, and the gap begins, when the recorder has paused.
      this.#silent = { from: at, why: to, note: reason === to ? "" : reason };
    } else if (to === "in_session") {
      this.#silent ??= { from: at, why: "not_recorded", note: "" };
    } else if (over(to)) {
      this.#missed(at);
      this.#silent = null;
    }
  }

  #recorder(at: string, { state, part }: RecorderReported): void {
    const another = this.#open !== null && this.#open.part !== part;
    if (state === "recording" || state === "starting") {
      if (another) this.#end(at, "restart");
      if (state === "recording") this.#begin(at, part);
    } else if (state !== "unconfirmed") {
      this.#end(at, state === "failed" ? "failed" : null);
    }
  }

  #begin(at: string, part: number): void {
    if (this.#open !== null) return;
    this.#gap(at);
    this.#open = { is: "stretch", part, from: at, to: null };
  }

  /** What was not recorded until now ends, if nothing is. */
  #missed(at: string): void {
    if (this.#open === null) this.#gap(at);
  }

  /** The open stretch is over; `why`: nobody ordered it. */
  #end(at: string, why: Why | null): void {
    if (this.#open === null) return;
    this.#past.push({ ...this.#open, to: at });
    this.#open = null;
    if (why !== null) this.#silent = { from: at, why, note: "" };
    else if (this.#silent !== null) this.#silent = { ...this.#silent, from: at };
  }

  #gap(to: string | null): void {
    if (this.#silent === null) return;
    const gap: Gap = { is: "gap", ...this.#silent, to };
    this.#silent = null;
    const ordered = gap.why === "recess" || gap.why === "suspended";
    if (ordered || to === null || lasted(gap, to) > NOTICED_S) this.#past.push(gap);
  }
}
