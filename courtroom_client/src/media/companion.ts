/** Whether this device stands in the same room as a point's device: both hear the same. Pure. */

/** Levels are taken this often, of both at the same instant. */
export const FRAME_MS = 40;

const WINDOW = 200; // frames: 8 s of somebody speaking
const EVERY = 25; // frames between two looks
const LOOKS = 3; // in a row, and for the same lag
const MOST_LAG = 20; // frames: what the room sends is here within 0.8 s
const ECHO_LAG = 12; // frames: how late one's own loudspeaker is heard by one's own microphone
const ALIKE = 0.7; // two strangers speaking at once reach half of it
const SILENCE_DB = -60;
const SPOKEN_DB = -45;
const SPOKEN = 0.2; // of the window
const VARIED_DB = 2; // standard deviation: a hum is no speech
const BEAT = { from: 10, to: 60, alike: 0.8 }; // frames: what repeats itself fits everywhere

/**
 * Told the levels of one's own microphone and of what arrives from the room's device.
 *
 * In one room a voice reaches one's own microphone first, and comes back from the room's device
 * later, by the way over the network. Where it comes first from there and then by one's own
 * loudspeaker, one only hears the court: that is no reason to be silent.
 */
export class CompanionDetector {
  readonly #own: number[] = [];
  readonly #room: number[] = [];
  #frames = 0;
  #alike = 0;
  #lag = 0;

  /** dBFS of one frame. True as soon as both are taken to be in one room. */
  push(ownDb: number, roomDb: number): boolean {
    keep(this.#own, ownDb);
    keep(this.#room, roomDb);
    this.#frames += 1;
    if (this.#own.length < WINDOW || this.#frames % EVERY !== 0) return false;
    this.#look();
    return this.#alike >= LOOKS;
  }

  #look(): void {
    const lag = this.#spoken() ? leads(this.#own, this.#room) : null;
    const same = lag !== null && (this.#alike === 0 || Math.abs(lag - this.#lag) <= 2);
    this.#alike = lag === null ? 0 : same ? this.#alike + 1 : 1;
    this.#lag = lag ?? 0;
  }

  #spoken(): boolean {
    const loud = (levels: readonly number[]) =>
      levels.filter((db) => db > SPOKEN_DB).length / levels.length;
    return loud(this.#own) > SPOKEN && loud(this.#room) > SPOKEN;
  }
}

function keep(levels: number[], db: number): void {
  levels.push(Math.max(SILENCE_DB, db));
  if (levels.length > WINDOW) levels.shift();
}

/** By how many frames `own` leads `room`, if the two are alike; null if not, or if it trails. */
function leads(own: readonly number[], room: readonly number[]): number | null {
  let best = { lag: 0, alike: 0 };
  for (let lag = -ECHO_LAG; lag <= MOST_LAG; lag += 1) {
    const alike = correlation(own, room, lag);
    if (alike > best.alike) best = { lag, alike };
  }
  return best.alike >= ALIKE && best.lag >= 1 && !repeats(own) ? best.lag : null;
}

/** Whether a sound is a beat (a beep each second) of which nobody can say which one is heard. */
function repeats(levels: readonly number[]): boolean {
  for (let lag = BEAT.from; lag <= BEAT.to; lag += 1) {
    if (correlation(levels, levels, lag) >= BEAT.alike) return true;
  }
  return false;
}

/** Pearson's, of `a` with `b` shifted by `lag` frames: 1 for the same, 0 for strangers and hums. */
function correlation(a: readonly number[], b: readonly number[], lag: number): number {
  const early = lag >= 0 ? a.slice(0, a.length - lag) : a.slice(-lag);
  const late = lag >= 0 ? b.slice(lag) : b.slice(0, b.length + lag);
  const [meanA, meanB] = [mean(early), mean(late)];
  let [both, powerA, powerB] = [0, 0, 0];
  early.forEach((value, at) => {
    const [x, y] = [value - meanA, (late[at] ?? 0) - meanB];
    both += x * y;
    powerA += x * x;
    powerB += y * y;
  });
  const least = early.length * VARIED_DB ** 2;
  return powerA < least || powerB < least ? 0 : both / Math.sqrt(powerA * powerB);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
