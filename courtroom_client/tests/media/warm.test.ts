import { expect, test } from "vitest";
import { warmWebRtc } from "../../src/media/warm";

function connections(offers: () => Promise<unknown>) {
  const closed: boolean[] = [];
  class Connection {
    addTransceiver() {}
    createOffer = offers;
    close() {
      closed.push(true);
    }
  }
  return { closed, made: Connection as unknown as typeof RTCPeerConnection };
}

test("the connection that was only to warm up is closed again", async () => {
  const { closed, made } = connections(async () => ({}));
  await warmWebRtc(made);
  expect(closed).toEqual([true]);
});

test("a browser that refuses is left alone", async () => {
  const { closed, made } = connections(() => Promise.reject(new Error("no")));
  await warmWebRtc(made);
  expect(closed).toEqual([true]);
});

test("a browser without WebRTC is no error", async () => {
  await warmWebRtc(undefined);
});
