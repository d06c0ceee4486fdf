/** The lobby that a seat of this page was joined from: its link measures the network again. */
import type { Lobby } from "./lobby";

const LOBBIES = new Map<string, Lobby>();

/** In this page's memory only: a link's secret is written nowhere. */
export const joined = {
  from(seat: string, lobby: Lobby): void {
    LOBBIES.set(seat, lobby);
  },
  /** undefined: the page was loaded anew since. */
  lobbyOf(seat: string): Lobby | undefined {
    return LOBBIES.get(seat);
  },
};
