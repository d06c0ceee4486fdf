/** Tells the court what the lobby found of this device, once the seat is connected. */
import { useEffect, useRef, useState } from "react";
import { findings } from "../lobby/check";
import type { Courtroom } from "./courtroom";

/**
 * Whether this device must be silent: `silent`, as the court has it, or because its person said
 * so in the lobby and the court has not answered yet.
 */
export function useFindings(room: Courtroom, connected: boolean, silent: boolean): boolean {
  const [brought] = useState(() => findings.take(room.seat));
  const [beside, setBeside] = useState(brought?.beside === true);
  const told = useRef(false);
  useEffect(() => {
    if (silent) setBeside(false); // from now on the court's word counts
  }, [silent]);
  useEffect(() => {
    if (!connected || brought === null || told.current) return;
    told.current = true;
    if (brought.report !== null) void room.socket.command(brought.report);
    if (!brought.beside) return;
    void room.socket.command({ type: "report_companion", silent: true }).then((outcome) => {
      if (!outcome.ok) setBeside(false);
    });
  }, [room, connected, brought]);
  return silent || beside;
}
