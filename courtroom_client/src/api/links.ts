/** Join links: looking at one changes nothing, redeeming one takes the seat. */
import { type Answer, field, post, text } from "./http";

export type LinkState = "valid" | "redeemed" | "expired" | "revoked" | "not_yet";

/** What a link is for, before anybody has used it. */
export interface Invitation {
  readonly title: string;
  readonly role: string;
  /** RFC 3339. */
  readonly startsAt: string;
  /** The court's: its clocks show when. */
  readonly zone: string;
  /** RFC 3339: before it the link cannot be redeemed. */
  readonly validFrom: string;
  readonly state: LinkState;
  /** The name of the point that the seat's device stands at, or "". */
  readonly point: string;
  /** Whose camera and microphone serve: this browser's, those of the point's device, none. */
  readonly equipment: Equipment;
  /** Whether points of the hearing have devices of their own, beside which this one would howl. */
  readonly rooms: boolean;
}

export type Equipment = "own" | "room" | "none";

/** A seat taken; its cookie is the browser's now. */
export interface Redeemed {
  readonly seat: string;
}

const STATES: readonly string[] = ["valid", "redeemed", "expired", "revoked", "not_yet"];

/** Refused with `link.unknown`. */
export function look(token: string): Promise<Answer<Invitation>> {
  return post("/api/v1/links/look", { token }, parseInvitation);
}

/**
 * The same `attempt` again, within minutes, has the same answer: one that was lost burns no link.
 * Refused with `link.unknown`, `link.expired`, `link.revoked`, `link.redeemed`, `link.not_yet_valid`.
 */
export function redeem(token: string, attempt: string): Promise<Answer<Redeemed>> {
  return post("/api/v1/links/redeem", { token, attempt }, parseRedeemed);
}

/**
 * Takes over, by the clerk's `code`, the seat of a link that was redeemed on another device.
 * Refused with `transfer.wrong`, `…exhausted`, `…expired`, `…used`, `…none`, `…unredeemed`.
 */
export function transfer(token: string, code: string): Promise<Answer<Redeemed>> {
  return post("/api/v1/links/transfer", { token, code }, parseRedeemed);
}

interface Probe {
  readonly token: string;
  readonly padding: string;
  readonly want: number;
}

/** There and back; `spentMs` of it was the server's own. */
export function probe(asked: Probe, signal: AbortSignal): Promise<Answer<{ spentMs: number }>> {
  const parse = (json: unknown) => {
    const spentMs = field(json, "spent_ms");
    return typeof spentMs === "number" ? { spentMs } : null;
  };
  return post("/api/v1/links/probe", asked, parse, fetch, signal);
}

/** Where the relay may be tried, alone. Refused with `relay.unavailable`. */
export function tryOut(token: string): Promise<Answer<{ url: string; token: string }>> {
  return post("/api/v1/links/try-out", { token }, (json) => {
    const way = { url: text(json, "url"), token: text(json, "token") };
    return way.url === "" || way.token === "" ? null : way;
  });
}

function parseRedeemed(json: unknown): Redeemed | null {
  const seat = text(json, "seat");
  return seat === "" ? null : { seat };
}

function parseInvitation(json: unknown): Invitation | null {
  const state = text(json, "state");
  if (!STATES.includes(state)) return null;
  return {
    title: text(json, "title"),
    role: text(json, "role"),
    startsAt: text(json, "starts_at"),
    zone: text(json, "zone"),
    validFrom: text(json, "valid_from"),
    state: state as LinkState,
    point: text(json, "point"),
    equipment: equipmentOf(text(json, "equipment")),
    rooms: field(json, "rooms") === true,
  };
}

function equipmentOf(word: string): Equipment {
  return word === "room" || word === "none" ? word : "own";
}
