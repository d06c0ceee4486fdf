/** Rulings on the small parts: addresses, waiting, stores. */
import { describe, expect, it } from "vitest";
import { backoff } from "../../src/base/backoff";
import { route } from "../../src/base/route";
import { Store } from "../../src/base/store";
import { loudness } from "../../src/media/level";

describe("an address", () => {
  it.each([
    ["/", "", { page: "landing" }],
    ["/join", "#abc-_1", { page: "join", token: "abc-_1" }],
    ["/join", "", { page: "join", token: "" }],
    ["/seat/seat_01", "", { page: "seat", seat: "seat_01" }],
    ["/seat/", "", { page: "unknown" }],
    ["/seat/a/b", "", { page: "unknown" }],
    ["/elsewhere", "", { page: "unknown" }],
  ])("%s%s means its page", (path, hash, page) => {
    expect(route(path, hash)).toEqual(page);
  });
});

describe("waiting before the next attempt", () => {
  it("doubles, scatters, and has an end", () => {
    expect(backoff(0, 0)).toBe(125);
    expect(backoff(0, 1)).toBe(250);
    expect(backoff(3, 0)).toBe(1_000);
    expect(backoff(30, 1)).toBe(2_000);
  });
});

describe("a store", () => {
  class Count extends Store<number> {
    to(value: number): void {
      this.set(value);
    }
  }

  it("tells of changes only, and only those who still listen", () => {
    const count = new Count(1);
    const heard: number[] = [];
    const stop = count.subscribe(() => heard.push(count.get()));
    count.to(1);
    count.to(2);
    stop();
    count.to(3);
    expect(heard).toEqual([2]);
  });
});

describe("loudness", () => {
  it("is nothing in silence, full at full scale, and in between on the ear's curve", () => {
    expect(loudness(new Float32Array(64))).toBe(0);
    expect(loudness(new Float32Array(64).fill(1))).toBe(1);
    expect(loudness(new Float32Array(64).fill(0.0316))).toBeCloseTo(0.5, 2);
  });
});
