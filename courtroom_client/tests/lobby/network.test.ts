/** Rulings on what measurements of the network are worth. */
import { describe, expect, it } from "vitest";
import {
  judge,
  median,
  type Reason,
  type RelayWay,
  type ServerWay,
  speed,
  type Worth,
} from "../../src/lobby/network";
import { relayWay, type Stat } from "../../src/lobby/relay_stats";
import { measureServer } from "../../src/lobby/server_way";

const SERVER: ServerWay = { rttMs: 20, lost: 0, asked: 8, down: 9_000, up: 4_000 };
const RELAY: RelayWay = { reached: true, udp: true, rttMs: 30, sent: 400, lost: 0 };

describe("the verdict", () => {
  it.each<[Worth, Reason[], Partial<ServerWay>, RelayWay | null]>([
    ["good", [], {}, RELAY],
    ["good", [], {}, null],
    ["good", [], { down: null, up: null }, RELAY],
    ["poor", ["server"], { lost: 1 }, RELAY],
    ["bad", ["server"], { lost: 5 }, RELAY],
    ["bad", ["relay"], {}, { reached: false }],
    ["good", [], {}, { ...RELAY, lost: 8 }],
    ["poor", ["loss"], {}, { ...RELAY, lost: 9 }],
    ["bad", ["loss"], {}, { ...RELAY, lost: 33 }],
    ["poor", ["rtt"], {}, { ...RELAY, rttMs: 301 }],
    ["bad", ["rtt"], { rttMs: 801 }, null],
    ["poor", ["up"], { up: 999 }, RELAY],
    ["bad", ["down", "up"], { down: 299, up: 999 }, RELAY],
    ["poor", ["tcp"], {}, { ...RELAY, udp: false }],
  ])("is %s because of %j", (network, because, server, relay) => {
    const verdict = judge({ server: { ...SERVER, ...server }, relay });
    expect(verdict).toMatchObject({ network, because });
  });

  it("tells the clerk the relay's times and packets, and the server's where there are none", () => {
    const relay: RelayWay = { ...RELAY, lost: 4 };
    expect(judge({ server: SERVER, relay })).toMatchObject({ rttMs: 30, loss: 10 });
    const lost = { ...SERVER, lost: 2 };
    expect(judge({ server: lost, relay: null })).toMatchObject({ rttMs: 20, loss: 250 });
    expect(judge({ server: SERVER, relay: { ...RELAY, sent: 0 } })).toMatchObject({ loss: 0 });
  });
});

describe("the way to the server", () => {
  it("takes the middle of the times and the speed beyond an empty request", async () => {
    const times = [30, 10, 20, 20, 400, 20, 20, 10];
    const way = await measureServer(async (padding, want) => {
      if (padding + want === 0) return times.shift() ?? 20;
      return padding > 0 ? 1_220 : 120;
    });
    expect(way).toEqual({ rttMs: 20, lost: 0, asked: 8, down: 12_000, up: 1_000 });
  });

  it("gives up soon where nobody answers, and says so", async () => {
    let asked = 0;
    const way = await measureServer(async () => {
      asked += 1;
      return null;
    });
    expect(asked).toBe(3);
    expect(judge({ server: way, relay: null })).toMatchObject({ network: "bad", loss: 1000 });
  });

  it("calls slow what did not arrive in its time", async () => {
    const way = await measureServer(async (padding) => (padding > 0 ? null : 20));
    expect(way.up).toBe(120);
    expect(judge({ server: way, relay: null }).because).toEqual(["up"]);
  });

  it("does not guess a speed from what came at once", () => {
    expect(speed(150_000, 12, 10)).toBeNull();
    expect(median([])).toBe(0);
    expect(median([3, 1])).toBe(2);
  });
});

describe("the way to the relay", () => {
  const PAIR: Stat = {
    type: "candidate-pair",
    id: "P1",
    state: "succeeded",
    nominated: true,
    currentRoundTripTime: 0.042,
    localCandidateId: "L1",
  };
  const LOCAL: Stat = { type: "local-candidate", id: "L1", protocol: "udp" };
  const SENT: Stat = { type: "outbound-rtp", id: "O1", packetsSent: 200 };
  const HEARD: Stat = {
    type: "remote-inbound-rtp",
    id: "R1",
    packetsLost: 3,
    roundTripTime: 0.05,
  };

  it("counts each connection once though every track reports it", () => {
    const second = { ...SENT, id: "O2", packetsSent: 100 };
    expect(relayWay([PAIR, LOCAL, SENT, HEARD, PAIR, LOCAL, second])).toEqual({
      reached: true,
      udp: true,
      rttMs: 42,
      sent: 300,
      lost: 3,
    });
  });

  it("knows no loss before the relay has reported, and TCP by its name", () => {
    const tcp = { ...LOCAL, relayProtocol: "tls" };
    expect(relayWay([PAIR, tcp, SENT])).toMatchObject({ udp: false, sent: 0, lost: 0 });
  });

  it("was not reached if no pair worked or nothing was sent", () => {
    expect(relayWay([{ ...PAIR, state: "failed" }, LOCAL, SENT])).toEqual({ reached: false });
    expect(relayWay([PAIR, LOCAL])).toEqual({ reached: false });
  });
});
