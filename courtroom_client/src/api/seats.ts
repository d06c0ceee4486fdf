/** The seat that this browser's cookie stands for. */
import { type Answer, get, text } from "./http";

export interface SeatSession {
  readonly seat: string;
  readonly hearing: string;
  readonly role: string;
  /** The court's: its clocks are what people go by. */
  readonly zone: string;
}

/** Refused with status 401 when the browser does not hold the seat (any more). */
export function session(seat: string): Promise<Answer<SeatSession>> {
  return get(`/api/v1/seats/${encodeURIComponent(seat)}/session`, (json) => {
    const found = {
      seat: text(json, "seat"),
      hearing: text(json, "hearing"),
      role: text(json, "role"),
      zone: text(json, "zone"),
    };
    return found.seat === "" ? null : found;
  });
}
