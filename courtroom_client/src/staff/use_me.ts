/** Who is signed in here; nobody: the sign-in page. */
import { useCallback, useEffect, useState } from "react";
import type { Problem } from "../api/http";
import { type Me, me } from "../api/staff";
import { asStaff } from "./signed_out";

export interface Known {
  readonly me: Me | null;
  readonly problem: Problem | null;
  readonly again: () => void;
}

export function useMe(): Known {
  const [known, setKnown] = useState<Omit<Known, "again">>({ me: null, problem: null });
  const ask = useCallback(async () => {
    const answer = await asStaff(me());
    setKnown((before) =>
      answer.ok ? { me: answer.value, problem: null } : { ...before, problem: answer.problem },
    );
  }, []);
  useEffect(() => void ask(), [ask]);
  return { ...known, again: () => void ask() };
}
