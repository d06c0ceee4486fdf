/** Commands that the server has not answered yet. */
import type { Problem } from "../api/http";
import type { Command } from "./socket";

/** What became of a command. `seat.ended`: the seat was gone before the answer came. */
export type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: Pick<Problem, "code" | "vi" | "en"> };

interface Waiting {
  readonly id: string;
  readonly command: Command;
  readonly settle: (outcome: Outcome) => void;
}

const ENDED: Outcome = {
  ok: false,
  problem: {
    code: "seat.ended",
    vi: "Chỗ của bạn không còn hiệu lực, nên không biết lệnh đã được thực hiện chưa.",
    en: "Your seat is no longer valid, so it is not known whether this was done.",
  },
};

export class Pending {
  readonly #waiting = new Map<string, Waiting>();

  /** Resolves once, when the command is settled. */
  add(id: string, command: Command): Promise<Outcome> {
    return new Promise((settle) => this.#waiting.set(id, { id, command, settle }));
  }

  /** In the order they were given. */
  open(): readonly Waiting[] {
    return [...this.#waiting.values()];
  }

  settle(id: string, outcome: Outcome): void {
    this.#waiting.get(id)?.settle(outcome);
    this.#waiting.delete(id);
  }

  abandon(): void {
    for (const { id } of this.open()) this.settle(id, ENDED);
  }
}
