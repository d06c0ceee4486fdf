/** The hearing's next steps for one seat: which there are, and taking them. */
import { useCallback, useState } from "react";
import type { HearingState, Role } from "../generated/protocol";
import type { Courtroom } from "./courtroom";
import { type DeskCommand, floorOfAll, offered, type Step } from "./desk";
import type { Command } from "./socket";
import { useCommand } from "./use_command";

export interface Steps {
  readonly rows: readonly Step[];
  readonly busy: boolean;
  readonly problem: ReturnType<typeof useCommand>["problem"];
  /** The step that is asked about now. */
  readonly asked: Step | null;
  take(step: Step | undefined): void;
  answer(yes: boolean, reason?: string): void;
  /** Everybody but the bench: silent, or heard again. */
  floorOfAll(held: boolean): void;
}

export function useSteps(room: Courtroom, state: HearingState, role: Role): Steps {
  const { busy, problem, give } = useCommand(room);
  const [asked, setAsked] = useState<Step | null>(null);
  const rows = offered(role, state.status);
  const take = useCallback(
    (step: Step | undefined) => {
      if (step === undefined || busy) return;
      if (step.asks === "nothing") give(command(step.command, ""));
      else setAsked(step);
    },
    [busy, give],
  );
  return {
    rows,
    busy,
    problem,
    asked,
    take,
    answer(yes, reason = "") {
      if (yes && asked !== null) give(command(asked.command, reason));
      setAsked(null);
    },
    floorOfAll(held) {
      const type = held ? "hold_floor" : "give_floor";
      for (const device of floorOfAll(state, held)) give({ type, device });
    },
  };
}

function command(type: DeskCommand, reason: string): Command {
  return type === "suspend" || type === "adjourn" || type === "recess"
    ? { type, reason }
    : { type };
}
