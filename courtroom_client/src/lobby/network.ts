/** How good the way to the court is: what was measured, and what that is worth. Pure. */

export type Worth = "good" | "poor" | "bad";

/** The way to the hearing server, by requests there and back. Speeds in kbit/s, null: not known. */
export interface ServerWay {
  readonly rttMs: number;
  readonly lost: number;
  readonly asked: number;
  readonly down: number | null;
  readonly up: number | null;
}

/** The way to the relay, by a test picture and tone. reached: whether any media went there. */
export type RelayWay =
  | { readonly reached: false }
  | {
      readonly reached: true;
      readonly udp: boolean;
      readonly rttMs: number | null;
      readonly sent: number;
      readonly lost: number;
    };

export interface Measured {
  readonly server: ServerWay;
  /** null: not tried. */
  readonly relay: RelayWay | null;
}

/** What the clerk is told. loss: packets (or requests) lost of 1000. */
export interface Verdict {
  readonly network: Worth;
  readonly rttMs: number;
  readonly loss: number;
  /** What makes it so, the worst first; empty if all is well. */
  readonly because: readonly Reason[];
}

export type Reason = "server" | "relay" | "loss" | "rtt" | "up" | "down" | "tcp";

interface Row {
  readonly reason: Reason;
  readonly value: number | null;
  /** Beyond it it is poor, beyond the second bad. */
  readonly poor: number;
  readonly bad: number;
  /** Less is worse. */
  readonly least?: true;
}

/** `measured` in one word, with its reasons. A conversation bears 150 ms one way (ITU-T G.114). */
export function judge(measured: Measured): Verdict {
  const facts = factsOf(measured);
  const found = rowsOf(measured, facts).map((row) => ({ ...row, worth: worthOf(row) }));
  const reasons = (worth: Worth) =>
    found.filter((row) => row.worth === worth).map(({ reason }) => reason);
  const [bad, poor] = [reasons("bad"), reasons("poor")];
  const network = bad.length > 0 ? "bad" : poor.length > 0 ? "poor" : "good";
  return { network, rttMs: facts.rttMs, loss: facts.loss, because: [...bad, ...poor] };
}

interface Facts {
  readonly rttMs: number;
  readonly loss: number;
  /** Whether `loss` counts the relay's packets; requests that got no answer otherwise. */
  readonly packets: boolean;
}

function factsOf({ server, relay }: Measured): Facts {
  const plain = { rttMs: Math.round(server.rttMs), loss: share(server.lost, server.asked) };
  if (relay === null || !relay.reached) return { ...plain, packets: false };
  const rttMs = Math.round(relay.rttMs ?? server.rttMs);
  if (relay.sent === 0) return { ...plain, rttMs, packets: false };
  return { rttMs, loss: share(relay.lost, relay.sent), packets: true };
}

function rowsOf({ server, relay }: Measured, { rttMs, loss, packets }: Facts): readonly Row[] {
  const tcp = relay?.reached === true && !relay.udp;
  return [
    { reason: "server", value: server.lost, poor: 0, bad: server.asked / 2 },
    { reason: "relay", value: relay?.reached === false ? 1 : 0, poor: 0, bad: 0 },
    { reason: "loss", value: packets ? loss : 0, poor: 20, bad: 80 },
    { reason: "rtt", value: rttMs, poor: 300, bad: 800 },
    { reason: "up", value: server.up, poor: 1_000, bad: 250, least: true },
    { reason: "down", value: server.down, poor: 1_500, bad: 300, least: true },
    { reason: "tcp", value: tcp ? 1 : 0, poor: 0, bad: 1 },
  ];
}

function worthOf({ value, poor, bad, least }: Row): Worth {
  if (value === null) return "good";
  const beyond = (limit: number) => (least ? value < limit : value > limit);
  return beyond(bad) ? "bad" : beyond(poor) ? "poor" : "good";
}

function share(lost: number, of: number): number {
  return of === 0 ? 0 : Math.min(1000, Math.max(0, Math.round((1000 * lost) / of)));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** kbit/s of `characters` in `ms` beyond what an empty request takes; null if too quick to tell. */
export function speed(characters: number, ms: number, emptyMs: number): number | null {
  const carrying = ms - emptyMs;
  return carrying < 5 ? null : Math.round((characters * 8) / carrying);
}
