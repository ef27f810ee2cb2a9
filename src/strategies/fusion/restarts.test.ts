// A life with restarts in the middle of markets learns what one without any does.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import { LEARNING } from '../../signals/source-weights.ts';
import { fusion } from './strategy.ts';

/** Whoever speaks is heard; the price of Up rises, so that it is bought. */
const PARAMETERS = { side: 'vote', minSignals: '1', minScore: '0' };

/** How often a life is interrupted while a market's shares are held, and what is left of these. */
type Interruption = 'none' | 'restart' | 'two restarts' | 'shares gone';

const anyWindow = fc.record({
  isAfraid: fc.boolean(),
  hasPuts: fc.boolean(),
  payout: fc.constantFrom(1_000_000, 1_000_000, 0, 500_000),
  isDisputed: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  interruption: fc.constantFrom<Interruption[]>('none', 'restart', 'two restarts', 'shares gone'),
});
type Window = typeof anyWindow extends fc.Arbitrary<infer W> ? W : never;

class Life {
  #bench = new StrategyBench(fusion, PARAMETERS, []);
  #windows = 0;

  get told() {
    return JSON.parse(this.#bench.memory ?? '');
  }

  /** A window with shares bought in it, interrupted or not, that ends. */
  live({ isAfraid, hasPuts, payout, isDisputed, interruption }: Window): void {
    const opens = 300 * this.#windows++;
    const market = aMarket({
      slug: `window-${opens}`,
      labels: ['Up', 'Down'],
      opensAt: at(opens),
      closesAt: at(opens + 300),
    });
    this.#list(market, opens);
    const token = 2 * this.#index;
    this.#bench.hear(opens + 1, 'deribit/btc-put-call-oi', hasPuts ? 1.5 : 1);
    this.#bench.hear(opens + 1, 'alternative/fear-greed', isAfraid ? 20 : 50);
    for (let second = 200; second <= 260; second += 2) {
      this.#bench.quote(opens + second, second < 240 ? '0.61' : '0.65', '0.66', token);
    }
    const order = this.#bench.wishes.findLast(({ kind }) => kind === 'submit');
    expect(order).toMatchObject({ terms: { token } });
    this.#hold(token);
    this.#bench.fill((order as { id: number }).id);
    const restarts = { none: 0, restart: 1, 'two restarts': 2, 'shares gone': 1 }[interruption];
    for (let i = 0; i < restarts; i++) {
      this.#bench = new StrategyBench(fusion, PARAMETERS, [], 1, this.#bench.memory);
      if (interruption !== 'shares gone') this.#hold(0, 10_000_000);
      this.#list(market, opens + 270);
    }
    this.#bench.pass(opens + 300);
    this.#bench.close(this.#index);
    if (isDisputed) this.#bench.view.halted.add(this.#index as MarketIndex);
    this.#bench.resolve(this.#index, payout);
  }

  get #index(): number {
    return this.#bench.view.markets.length - 1;
  }

  #list(market: ReturnType<typeof aMarket>, second: number): void {
    this.#bench.pass(second);
    this.#bench.add(market);
  }

  #hold(token: number, shares = 0): void {
    this.#bench.view.positions.set(token as TokenIndex, shares as Shares);
    this.#bench.view.costs.set(token as TokenIndex, 6_800_000 as Usd);
  }
}

test('weights stay bounded and together one, and are those of a life without restarts', () => {
  let moved = 0;
  fc.assert(
    fc.property(fc.array(anyWindow, { minLength: 20, maxLength: 60, size: 'max' }), (windows) => {
      const interrupted = new Life();
      const whole = new Life();
      let gone = 0;
      for (const window of windows) {
        interrupted.live(window);
        // Of shares that are gone nobody learns anything: as of a draw.
        const isGone = window.interruption === 'shares gone';
        const payout = isGone ? 500_000 : window.payout;
        whole.live({ ...window, payout, interruption: 'none' });
        const { lost, ...told } = interrupted.told;
        const all: number[] = Object.values(told.weights);
        expect(all.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...all)).toBeGreaterThanOrEqual(LEARNING.least);
        expect(Math.max(...all)).toBeLessThanOrEqual(LEARNING.most);
        expect({ ...told, lost: 0 }).toEqual(whole.told);
        gone += isGone ? 1 : 0;
        expect(lost).toBe(gone);
      }
      if (interrupted.told.weights.book !== new Life().told.weights.book) moved++;
    }),
    { numRuns: 25, seed: 5, endOnFailure: true },
  );
  // It would prove little if they never moved.
  expect(moved).toBeGreaterThan(15);
});
