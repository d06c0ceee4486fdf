/** The zone of the court whose hearing it is: its clocks are what people go by. */
import { createContext, useContext, useEffect, useState } from "react";
import { session } from "../api/seats";
import { courtTime } from "../language/format";
import { joined } from "../lobby/joined";

/** "": not told yet. */
export const Zone = createContext("");

/** The zone as the invitation told it, or after a reload `seat`'s session: asked at each connection until it is known. */
export function useSeatZone(seat: string, connected: boolean): string {
  const [zone, setZone] = useState(() => joined.lobbyOf(seat)?.invitation.zone ?? "");
  useEffect(() => {
    if (!connected || zone !== "") return;
    let left = false;
    void session(seat).then((answer) => {
      if (answer.ok && !left) setZone(answer.value.zone);
    });
    return () => {
      left = true;
    };
  }, [seat, connected, zone]);
  return zone;
}

/** `dd/MM/yyyy HH:mm` in the court's zone; "" while that is not known. */
export function useCourtTime(at: string | null): string {
  const zone = useContext(Zone);
  return zone === "" ? "" : courtTime(at ?? "", zone);
}
