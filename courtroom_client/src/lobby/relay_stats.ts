/** What a browser's statistics say of the way to the relay. Pure. Source: W3C webrtc-stats. */
import type { RelayWay } from "./network";

/** The members of the statistics that are read here. */
export interface Stat {
  readonly type: string;
  readonly id: string;
  readonly packetsSent?: number;
  readonly packetsLost?: number;
  readonly roundTripTime?: number;
  readonly state?: string;
  readonly nominated?: boolean;
  readonly currentRoundTripTime?: number;
  readonly localCandidateId?: string;
  readonly protocol?: string;
  readonly relayProtocol?: string;
}

/** The way that `stats` of several tracks describe; not reached if nothing was sent. */
export function relayWay(stats: readonly Stat[]): RelayWay {
  const of = (type: string) => unique(stats.filter((one) => one.type === type));
  const sent = sum(of("outbound-rtp").map(({ packetsSent }) => packetsSent));
  const pair = of("candidate-pair").find(
    ({ state, nominated }) => state === "succeeded" && nominated === true,
  );
  if (sent === 0 || pair === undefined) return { reached: false };
  const local = of("local-candidate").find(({ id }) => id === pair.localCandidateId);
  const heard = of("remote-inbound-rtp");
  const seconds =
    pair.currentRoundTripTime ??
    heard.map(({ roundTripTime }) => roundTripTime).find((one) => one !== undefined);
  return {
    reached: true,
    udp: (local?.relayProtocol ?? local?.protocol ?? "udp") === "udp",
    rttMs: seconds === undefined ? null : Math.round(seconds * 1000),
    // Before the relay has reported once, nobody knows what it lost.
    sent: heard.length === 0 ? 0 : sent,
    lost: sum(heard.map(({ packetsLost }) => packetsLost)),
  };
}

function unique(stats: readonly Stat[]): Stat[] {
  return [...new Map(stats.map((one) => [one.id, one])).values()];
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, one) => total + (one ?? 0), 0);
}
