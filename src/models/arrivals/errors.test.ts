// Whether estimates err as much as they say: over many made-up markets, and not by less.
import { expect, test } from 'vitest';
import { Random } from '../../domain/random.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { type ArrivalEstimate, unknownArrivals } from './arrival-estimate.ts';
import { combineArrivals } from './combine-arrivals.ts';
import { MARKET_ARRIVALS_DEFAULTS, MarketArrivals } from './market-arrivals.ts';
import { OwnArrivals } from './own-arrivals.ts';

const SECOND = 1_000_000;
const TICK = 0.01;
const DECAY = 60;
const RATE = 0.5;
const MARKETS = 300;

/** Seconds until the next of so many a second. */
const wait = (random: Random, rate: number) => -Math.log(1 - random.float()) / rate;

/**
 * Takers who come by chance and go as far as k says, each told by prints at the touch and at his
 * last price, and a quote of ours at each touch, which each of them fills.
 */
function market(seed: number, halfLife: number, seconds: number) {
  const random = new Random(seed, 'takers');
  const options = { ...MARKET_ARRIVALS_DEFAULTS, halfLife, tick: TICK };
  const seen = new MarketArrivals(options);
  const own = new OwnArrivals({ depthStep: TICK / 2, halfLife, leastFills: 10 });
  const next = [wait(random, RATE), wait(random, RATE)];
  for (let from = 0; from < seconds; from += 5) {
    const touch = random.float() < 0.5 ? 1 : 3;
    seen.hearBook(from * SECOND, 0.5 - touch * TICK, 0.5 + touch * TICK);
    for (const side of [BID, ASK] as const) {
      own.hearQuote(from * SECOND, side, touch * TICK);
    }
    const came: { readonly at: number; readonly side: BookSide }[] = [];
    for (const side of [BID, ASK] as const) {
      while ((next[side] as number) < from + 5) {
        came.push({ at: (next[side] as number) * SECOND, side });
        next[side] = (next[side] as number) + wait(random, RATE);
      }
    }
    for (const { at, side } of came.sort((a, b) => a.at - b.at)) {
      const ticks = Math.floor(wait(random, DECAY) / TICK);
      if (ticks < touch) continue;
      const sign = side === BID ? -1 : 1;
      seen.hearPrint(at, at, side, 0.5 + sign * touch * TICK);
      if (ticks > touch) seen.hearPrint(at, at, side, 0.5 + sign * ticks * TICK);
      own.hearFill(at, side);
    }
  }
  return { seen, own };
}

type Estimates = { readonly k: number[]; readonly a: number[] };

/** How many standard errors an estimate is off. */
function note({ k, a }: Estimates, { decay, decayError, rate, rateError }: ArrivalEstimate): void {
  k.push((decay - DECAY) / decayError);
  a.push(Math.log(rate / RATE) / (rateError / rate));
}

function spreadOf(offs: readonly number[]): number {
  return Math.sqrt(offs.reduce((sum, off) => sum + off ** 2, 0) / offs.length);
}

test.each([
  ['nothing is forgotten', Number.POSITIVE_INFINITY, 600],
  ['half is forgotten each ten minutes', 600, 4_000],
])('estimates err by what they say where %s', (_, halfLife, seconds) => {
  const all = { prints: none(), own: none(), both: none() };
  for (let seed = 1; seed <= MARKETS; seed++) {
    const { seen, own } = market(seed, halfLife, seconds);
    const estimate = unknownArrivals();
    expect(seen.estimate(seconds * SECOND, estimate)).toBeUndefined();
    note(all.prints, estimate);
    const fit = own.estimate(seconds * SECOND);
    if (typeof fit === 'string') throw new Error(fit);
    note(all.own, fit);
    combineArrivals(estimate, fit, 'same takers');
    note(all.both, estimate);
  }
  for (const { k, a } of Object.values(all)) {
    for (const offs of [k, a]) {
      // Of 300 markets the spread itself is known to four in a hundred.
      expect(spreadOf(offs)).toBeGreaterThan(0.87);
      expect(spreadOf(offs)).toBeLessThan(1.13);
    }
  }
});

function none(): Estimates {
  return { k: [], a: [] };
}
