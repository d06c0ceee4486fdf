/** Rulings on being in one room, with sounds made as rooms, networks and loudspeakers make them. */
import { describe, expect, it } from "vitest";
import { CompanionDetector, FRAME_MS } from "../../src/media/companion";
import { decibels } from "../../src/media/two_levels";

const RATE = 8_000;
const FRAME = (RATE * FRAME_MS) / 1000;
const SECONDS = 30;

/** Numbers in [0, 1) that are the same in every run. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Somebody speaking: syllables of 80 to 300 ms, pauses between words and sentences. */
function speech(seed: number, loud = 0.3): Float32Array {
  const roll = dice(seed);
  const sound = new Float32Array(RATE * SECONDS);
  let at = 0;
  while (at < sound.length) {
    const long = Math.round(RATE * (0.08 + 0.22 * roll()));
    const strength = loud * (0.3 + 0.7 * roll());
    const pitch = 110 + 120 * roll();
    for (let n = 0; n < long && at + n < sound.length; n += 1) {
      const swell = Math.sin((Math.PI * n) / long);
      const voice = 0.6 * Math.sin((2 * Math.PI * pitch * n) / RATE) + 0.8 * (roll() - 0.5);
      sound[at + n] = strength * swell * voice;
    }
    const pause = roll() < 0.15 ? 0.4 + 0.8 * roll() : 0.02 + 0.1 * roll();
    at += long + Math.round(RATE * pause);
  }
  return sound;
}

/** `sound` after `ms`, weaker, with a room's reverberation of a third of a second. */
function through(sound: Float32Array, ms: number, gain: number, seed = 7): Float32Array {
  const roll = dice(seed);
  const late = Math.round((RATE * ms) / 1000);
  const taps = [{ at: 0, by: 1 }];
  for (let n = 0; n < 24; n += 1) {
    const at = Math.round(roll() * RATE * 0.33);
    taps.push({ at, by: 0.35 * (roll() - 0.5) * Math.exp((-5 * at) / (RATE * 0.33)) });
  }
  const heard = new Float32Array(sound.length);
  for (const { at, by } of taps) {
    for (let n = late + at; n < heard.length; n += 1) {
      heard[n] = (heard[n] ?? 0) + gain * by * (sound[n - late - at] ?? 0);
    }
  }
  return heard;
}

function noise(level: number, seed: number): Float32Array {
  const roll = dice(seed);
  return Float32Array.from({ length: RATE * SECONDS }, () => level * (roll() - 0.5));
}

function mixed(...sounds: Float32Array[]): Float32Array {
  return Float32Array.from({ length: RATE * SECONDS }, (_, n) =>
    sounds.reduce((sum, sound) => sum + (sound[n] ?? 0), 0),
  );
}

/** After how many seconds both are taken to be in one room; null: never. */
function found(own: Float32Array, room: Float32Array): number | null {
  const detector = new CompanionDetector();
  for (let at = 0; at + FRAME <= own.length; at += FRAME) {
    const frame = (sound: Float32Array) => decibels(sound.subarray(at, at + FRAME));
    if (detector.push(frame(own), frame(room))) return at / RATE;
  }
  return null;
}

const NETWORKS = [60, 130, 250, 480] as const;

describe("a device beside the room's device", () => {
  it.each(NETWORKS)("is found within 12 s when the room comes %i ms later", (ms) => {
    const voice = speech(1);
    const own = mixed(through(voice, 6, 0.5, 3), noise(0.01, 11));
    const room = mixed(through(voice, 9 + ms, 0.8, 4), noise(0.01, 12));
    const after = found(own, room);
    expect(after).not.toBeNull();
    expect(after).toBeLessThan(12);
  });

  it("is found in a noisy room too", () => {
    const voice = speech(2);
    const own = mixed(through(voice, 12, 0.4, 3), noise(0.06, 11));
    const room = mixed(through(voice, 140, 0.8, 4), noise(0.05, 12));
    expect(found(own, room)).not.toBeNull();
  });

  it("is found while two people talk in turn there", () => {
    const both = mixed(speech(3), through(speech(4), 700, 0.5));
    const own = mixed(through(both, 5, 0.5, 3), noise(0.01, 11));
    expect(found(own, through(both, 150, 0.7, 4))).not.toBeNull();
  });
});

describe("a device elsewhere", () => {
  it.each([5, 15, 25, 35])("is left alone though both speak at once (%i)", (seed) => {
    expect(found(speech(seed), through(speech(seed + 1), 120, 0.8))).toBeNull();
  });

  it("is left alone though its loudspeaker plays the room into its own microphone", () => {
    const room = through(speech(6), 120, 0.8);
    const own = mixed(through(room, 70, 0.4), noise(0.01, 11));
    expect(found(own, room)).toBeNull();
  });

  it("is left alone while nobody speaks there or here", () => {
    expect(found(speech(7), noise(0.002, 12))).toBeNull();
    expect(found(noise(0.002, 11), through(speech(7), 120, 0.8))).toBeNull();
    const hum = noise(0.4, 13);
    expect(found(mixed(hum, noise(0.2, 1)), mixed(hum, noise(0.2, 2)))).toBeNull();
  });

  it("is left alone though the same beep sounds at both places every second", () => {
    const beeps = Float32Array.from({ length: RATE * SECONDS }, (_, n) =>
      n % RATE < RATE / 5 ? 0.4 * Math.sin((2 * Math.PI * 440 * n) / RATE) : 0,
    );
    expect(found(beeps, through(beeps, 160, 0.8))).toBeNull();
  });

  it("is left alone though the room's echo brings its voice back faintly", () => {
    const voice = speech(8);
    expect(found(voice, mixed(through(voice, 300, 0.01), noise(0.01, 12)))).toBeNull();
  });
});
