/** Tells the court what the lobby found of this device, once the seat is connected. */
import { useEffect, useRef, useState } from "react";
import { type Findings, findings } from "../lobby/check";
import type { Courtroom } from "./courtroom";

/** What this tab brought from the lobby to `seat`; told once, when `connected`. */
export function useFindings(room: Courtroom, connected: boolean): Findings | null {
  const [brought] = useState(() => findings.take(room.seat));
  const told = useRef(false);
  useEffect(() => {
    if (!connected || brought === null || told.current) return;
    told.current = true;
    if (brought.report !== null) void room.socket.command(brought.report);
    if (brought.beside) {
      void room.socket.command({ type: "report_companion", silent: true });
    }
  }, [room, connected, brought]);
  return brought;
}
