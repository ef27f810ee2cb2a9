// How much further midpoints move near the end than their own volatility says: what the jump of the
// pricing engine in log odds is taken from.
import { expect } from 'vitest';
import type { MarketIndex, TokenIndex } from '../../src/domain/ids.ts';
import { MICROS_PER_SECOND, SCALE } from '../../src/domain/units.ts';
import { MidVolatility } from '../../src/models/pricing/mid-volatility.ts';
import { logOddsOf } from '../../src/models/probability-model.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import type { View } from '../../src/ports/view.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { importFolder } from '../support/imported.ts';
import { recording, testRecorded } from '../support/recorded.ts';

/** Seconds over which a move is measured, about as long as a quote rests. */
const HORIZON = 5;
/** Seconds left at most, by bucket. */
const BUCKETS = [20, 40, 60, 90, 120, 180, 300, 900] as const;

/** A moment whose move is still to come. */
type Moment = {
  readonly due: number;
  readonly logOdds: number;
  readonly expected: number;
  readonly bucket: number;
};

/** Moves of a bucket: how many, and their mean size, seen and expected. */
type Moves = { count: number; seen: number; expected: number };

class Watched {
  readonly #volatility = new MidVolatility({ halfLife: 60, spacing: 5, leastSeconds: 60 });
  readonly #closesAt: number;
  #moments: Moment[] = [];
  #logOdds = Number.NaN;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(closesAt: number) {
    this.#closesAt = closesAt;
  }

  see(now: number, logOdds: number, moves: readonly Moves[]): void {
    const due = this.#moments.filter((moment) => moment.due < now);
    this.#moments = Number.isNaN(logOdds)
      ? []
      : this.#moments.filter((moment) => moment.due >= now);
    for (const { logOdds: from, expected, bucket } of due) {
      const tally = moves[bucket];
      if (tally === undefined || Number.isNaN(this.#logOdds)) continue;
      tally.count++;
      tally.seen += Math.abs(this.#logOdds - from);
      tally.expected += expected;
    }
    this.#logOdds = logOdds;
    this.#volatility.hear(now, logOdds);
    this.#look(now);
  }

  /** Once a second. */
  #look(now: number): void {
    const left = (this.#closesAt - now) / MICROS_PER_SECOND;
    const volatility = this.#volatility.at(now);
    if (now - this.#lookedAt < MICROS_PER_SECOND || Number.isNaN(volatility)) return;
    if (!(left >= HORIZON)) return;
    this.#lookedAt = now;
    // The mean size of a normal move.
    const expected = volatility * Math.sqrt((HORIZON * 2) / Math.PI);
    const bucket = BUCKETS.findIndex((most) => left <= most);
    const due = now + HORIZON * MICROS_PER_SECOND;
    this.#moments.push({ due, logOdds: this.#logOdds, expected, bucket });
  }
}

class Watching implements Strategy {
  readonly moves: Moves[] = BUCKETS.map(() => ({ count: 0, seen: 0, expected: 0 }));
  readonly #watched: Watched[] = [];

  onMarketListed(market: MarketIndex, view: View): void {
    this.#watched[market] = new Watched(view.markets[market]?.closesAt ?? Number.NaN);
  }

  onBook(market: MarketIndex, view: View): void {
    const mid = view.isTrusted(market) ? view.mid((market * 2) as TokenIndex) : undefined;
    const logOdds = mid === undefined ? Number.NaN : logOddsOf(mid / SCALE);
    this.#watched[market]?.see(view.now, logOdds, this.moves);
  }
}

async function movesOver(path: string): Promise<readonly Moves[]> {
  const { root } = await importFolder(path);
  const watching = new Watching();
  const { data, ...run } = strategyRun(root, 'do-nothing');
  const definition = { name: 'watch', summary: '', parameters: {}, create: () => watching };
  const strategies = [{ name: 'watch', definition, parameters: {} }];
  await backtest({ ...run, data: { ...data, completeOnly: false }, strategies });
  return watching.moves;
}

/** What moves are larger than expected, in the mean of each bucket. */
async function excessOver(path: string): Promise<readonly number[]> {
  const moves = await movesOver(path);
  return moves.map(({ count, seen, expected }) => Number(((seen - expected) / count).toFixed(2)));
}

testRecorded(
  'in 27 windows of 15 minutes moves outgrow their volatility in the last minute',
  recording('btc-15m-bbo-1s-2026-02'),
  async (path) => {
    expect(await excessOver(path)).toEqual([0.17, 0.14, 0.11, -0.02, -0.02, -0.03, -0.02, -0.02]);
  },
);

testRecorded(
  'in 211 windows of 5 minutes they do from a minute and a half on',
  recording('btc-5m-books-2026-04'),
  async (path) => {
    const excess = await excessOver(path);
    expect(excess.slice(0, 7)).toEqual([0.49, 0.14, 0.11, 0.07, 0.01, 0.01, 0]);
    // The engine's widening, in the middle of each bucket.
    const widening = [12, 30, 50, 75, 105, 150, 240].map((left) => 0.5 * Math.exp(-left / 30));
    for (const [i, wide] of widening.entries()) {
      expect(Math.abs(wide - (excess[i] as number))).toBeLessThan(i === 0 ? 0.2 : 0.06);
    }
  },
  240_000,
);
