/** React's way to give a command and to hear what became of it. */
import { useCallback, useState } from "react";
import type { Courtroom } from "./courtroom";
import type { Outcome } from "./pending";
import type { Command } from "./socket";

type Trouble = Extract<Outcome, { ok: false }>["problem"];

interface Commanding {
  readonly busy: boolean;
  readonly problem: Trouble | null;
  give(command: Command): void;
}

/** `done`: called once the command is in the ledger. */
export function useCommand(room: Courtroom, done?: () => void): Commanding {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Trouble | null>(null);
  const give = useCallback(
    (command: Command) => {
      setBusy(true);
      setProblem(null);
      void room.socket.command(command).then((outcome) => {
        setBusy(false);
        setProblem(outcome.ok ? null : outcome.problem);
        if (outcome.ok) done?.();
      });
    },
    [room, done],
  );
  return { busy, problem, give };
}
