/** Join links: looking at one changes nothing, redeeming one takes the seat. */
import { type Answer, post, text } from "./http";

export type LinkState = "valid" | "redeemed" | "expired" | "revoked" | "not_yet";

/** What a link is for, before anybody has used it. */
export interface Invitation {
  readonly title: string;
  readonly role: string;
  /** RFC 3339. */
  readonly startsAt: string;
  /** RFC 3339: before it the link cannot be redeemed. */
  readonly validFrom: string;
  readonly state: LinkState;
}

/** A seat taken; its cookie is the browser's now. */
export interface Redeemed {
  readonly seat: string;
}

const STATES: readonly string[] = ["valid", "redeemed", "expired", "revoked", "not_yet"];

/** Refused with `link.unknown`. */
export function look(token: string): Promise<Answer<Invitation>> {
  return post("/api/v1/links/look", { token }, parseInvitation);
}

/** Refused with `link.unknown`, `link.expired`, `link.revoked`, `link.redeemed`, `link.not_yet_valid`. */
export function redeem(token: string): Promise<Answer<Redeemed>> {
  return post("/api/v1/links/redeem", { token }, (json) => {
    const seat = text(json, "seat");
    return seat === "" ? null : { seat };
  });
}

function parseInvitation(json: unknown): Invitation | null {
  const state = text(json, "state");
  if (!STATES.includes(state)) return null;
  return {
    title: text(json, "title"),
    role: text(json, "role"),
    startsAt: text(json, "starts_at"),
    validFrom: text(json, "valid_from"),
    state: state as LinkState,
  };
}
