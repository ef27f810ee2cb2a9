import { invariant } from '../domain/invariant.ts';
import { Random } from '../domain/random.ts';
import type { Timestamp } from '../domain/units.ts';

/** How long something travels, in whole µs: always the same, or drawn from a recorded sample. */
export type LatencyModel =
  | { readonly kind: 'constant'; readonly micros: number }
  | { readonly kind: 'recorded'; readonly micros: readonly number[] };

/** Nothing arrives sooner than this: the bound that no real connection reaches. */
export const NO_LATENCY: LatencyModel = { kind: 'constant', micros: 0 };

/** A source of travel times. Draws from a sample are uniform, with its own stream of the seed. */
export class Latency {
  readonly #sample: readonly number[];
  readonly #random: Random;

  /** @throws InvariantError for an empty sample and for a time that is no whole µs or negative. */
  constructor(model: LatencyModel, seed: number, label: string) {
    this.#sample = model.kind === 'constant' ? [model.micros] : model.micros;
    invariant(this.#sample.length > 0, `the latency sample "${label}" is empty`);
    for (const micros of this.#sample) {
      invariant(
        Number.isSafeInteger(micros) && micros >= 0,
        `latency "${label}" is in whole µs from 0 up, got ${micros}`,
      );
    }
    this.#random = new Random(seed, label);
  }

  /** The next travel time in µs. */
  draw(): number {
    return this.#sample[this.#random.integer(this.#sample.length)] as number;
  }
}

/**
 * One direction of one connection: first in, first out. What is sent later never arrives earlier,
 * because the bytes share a stream; a slow draw delays all that follows it.
 */
export class LatencyLine {
  readonly #latency: Latency;
  #last = 0;

  constructor(latency: Latency) {
    this.#latency = latency;
  }

  /** When something sent at `now` arrives. */
  arrival(now: Timestamp): Timestamp {
    this.#last = Math.max(this.#last, now + this.#latency.draw());
    return this.#last as Timestamp;
  }
}
