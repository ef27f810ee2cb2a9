// What a restart does not take from it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import { CALM, quoting } from '../../../test/support/quoting-maker.ts';
import { StrategyBench, type Wish } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import { ASK, BID } from '../../domain/side.ts';
import type { Shares } from '../../domain/units.ts';
import { factsOf, readMemory } from './maker-memory.ts';
import { marketMaker } from './strategy.ts';

const MARKETS = ['first', 'second'].map((slug) => aMarket({ slug, closesAt: at(86_400) }));
const RULE = {
  gamma: '0.5',
  volatilityHalfLife: '30',
  refillAfter: '10',
  arrivalEvents: '5',
  ownFills: '2',
  minLifetime: '0',
  maxInventory: '1000',
  mergeThreshold: '0',
  maxCost: '1000',
  size: '20',
};

type Happening = { readonly kind: 'book' | 'print' | 'fill' | 'wait'; readonly which: number };

const happenings = (minLength: number) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom<Happening['kind']>('book', 'book', 'print', 'fill', 'fill', 'wait'),
      which: fc.nat(63),
    }),
    { minLength, maxLength: 2 * minLength },
  );

const opened = (bench: StrategyBench) =>
  MARKETS.flatMap((_, market) => bench.view.openOrders(market as MarketIndex));

function settle(bench: StrategyBench): void {
  for (const { id, status } of opened(bench)) {
    if (status === 'pendingCancel') bench.cancel(id, 'requested');
  }
}

/** One after the other, three seconds apart. */
function play(bench: StrategyBench, all: readonly Happening[], from: number): number {
  let second = from;
  for (const { kind, which } of all) {
    second += 3;
    const market = which % 2;
    const bid = 40 + (which >> 2);
    const spread = 1 + ((which >> 1) % 2);
    if (kind === 'book') {
      bench.quote(second, `0.${bid}`, ((bid + spread) / 100).toFixed(2), 2 * market);
    } else if (kind === 'print') {
      bench.print(second, 2 * market, which % 3 === 0 ? BID : ASK, `0.${bid}`, '5');
    } else bench.pass(kind === 'wait' ? second + which : second);
    if (kind === 'wait') second += which;
    settle(bench);
    const order = opened(bench)[which % 4];
    if (kind === 'fill' && order !== undefined) bench.fill(order.id);
  }
  return second;
}

/** The connection breaks, and all that rests is canceled. */
function breakOff(bench: StrategyBench, second: number): void {
  for (const market of MARKETS.keys()) bench.distrust(second, market);
  for (const { id } of opened(bench)) bench.cancel(id, 'requested');
}

/** Another run of the same account: it holds what was held, and knows what was remembered. */
function restarted(
  bench: StrategyBench,
  second: number,
  memory: string,
  texts: Record<string, string> = RULE,
  markets: readonly Market[] = MARKETS,
): StrategyBench {
  const again = new StrategyBench(marketMaker, texts, markets, 1, memory, second);
  for (const [token, shares] of bench.view.positions) again.view.positions.set(token, shares);
  return again;
}

/** What it asks for and why; that it says again why it does not is no other decision. */
const decisions = (wishes: readonly Wish[]) =>
  wishes.flatMap((wish) => {
    const { seconds, reason } = wish;
    if (wish.kind === 'submit') return [{ seconds, reason, terms: wish.terms }];
    return wish.kind === 'sets' || wish.kind === 'cancel' ? [{ seconds, reason }] : [];
  });

const opinions = (bench: StrategyBench) => MARKETS.map((_, market) => bench.opinion(market));

test('a maker that goes on from a memory decides as the one that went on', () => {
  fc.assert(
    fc.property(happenings(120), happenings(80), (before, after) => {
      const bench = new StrategyBench(marketMaker, RULE, MARKETS);
      const second = play(bench, before, 0);
      bench.print(second, 0, BID, '0.50', '5');
      const { memory = '' } = bench;
      breakOff(bench, second);
      const again = restarted(bench, second, memory);
      const from = bench.wishes.length;
      // Both books are back within a half-life of the volatility.
      let now = second + 1;
      for (const run of [bench, again])
        for (const token of [0, 2]) run.quote(now, '0.50', '0.52', token);
      for (const one of after) {
        const start = now;
        for (const run of [bench, again]) now = play(run, [one], start);
        expect(opinions(again)).toEqual(opinions(bench));
      }
      expect(decisions(again.wishes)).toEqual(decisions(bench.wishes.slice(from)));
    }),
    { numRuns: 12 },
  );
});

describe('after a restart', () => {
  /** A book that moves by two cents each five seconds, until second 60. */
  function moving(texts: Record<string, string> = RULE): StrategyBench {
    const bench = new StrategyBench(marketMaker, texts, MARKETS);
    for (let second = 0; second <= 60; second += 5) {
      const [bid, ask] = second % 2 === 0 ? ['0.50', '0.52'] : ['0.52', '0.54'];
      for (const token of [0, 2]) bench.quote(second, bid, ask, token);
    }
    return bench;
  }

  const memoryOf = (bench: StrategyBench) => bench.memory ?? '';

  function codeAfter(seconds: number, texts: Record<string, string> = RULE): string | undefined {
    const bench = moving();
    const again = restarted(bench, 60 + seconds, memoryOf(bench), texts);
    again.quote(60 + seconds, '0.50', '0.52');
    return again.opinion()?.code;
  }

  test('the volatility goes on, if it is not too old by then', () => {
    expect(codeAfter(30)).toBe('quote');
    expect(codeAfter(31)).toBe('volatility_unknown');
  });

  test('and another measure of it begins anew', () => {
    expect(codeAfter(1, { ...RULE, volatilityHalfLife: '29' })).toBe('volatility_unknown');
  });

  test('a market that was denied too often rests on', () => {
    const rule = { ...RULE, denials: '1' };
    const bench = moving(rule);
    bench.denyWith = 'fee_unknown';
    bench.quote(65, '0.60', '0.62');
    settle(bench);
    bench.pass(70);
    const again = restarted(bench, 71, memoryOf(bench), rule);
    for (let second = 72; second <= 300; second += 5) again.quote(second, '0.50', '0.52');
    expect(again.story).toContain('72s skip 0: denied_too_often');
    expect(again.story.filter((line) => line.includes('buy'))).toEqual([]);
  });

  test('a market that was stood off is stood off until then, and the reason is told', () => {
    const texts = { guardDepth: '2000' };
    const bench = quoting(texts, MARKETS[0]);
    bench.pass(300);
    const facts = bench.memoryFacts;
    expect(facts?.lines).toEqual(['1 market', 'first: low_liquidity, for 24.0 h']);
    const rule = { ...CALM, guardDepth: '0' };
    const again = restarted(bench, 3_600, memoryOf(bench), rule);
    for (let second = 3_600; second <= 3_660; second += 5) again.quote(second, '0.50', '0.52');
    expect(again.opinion()).toMatchObject({
      code: 'low_liquidity',
      numbers: { depth: 980_000_000, standOffSeconds: 86_400 - 3_360 },
    });
    const off = restarted(bench, 3_600, memoryOf(bench), { ...rule, guard: 'off' });
    for (let second = 3_600; second <= 3_660; second += 5) off.quote(second, '0.50', '0.52');
    expect(off.opinion()?.code).toBe('quote');
  });

  test('what was traded is known for the scan, if not for too long nobody heard', () => {
    const ranked = { ...RULE, markets: 'ranked', activityHalfLife: '600', leastDays: '0' };
    const bench = moving(ranked);
    for (let second = 65; second <= 90; second += 5) bench.print(second, 0, BID, '0.50', '1000');
    const codes = (after: number) => {
      const again = restarted(bench, 90 + after, memoryOf(bench), ranked);
      for (let second = 0; second <= 40; second += 5)
        again.quote(90 + after + second, '0.48', '0.52');
      return again.wishes.map(({ reason }) => reason.code);
    };
    expect(codes(20)).not.toContain('activity_unknown');
    expect(codes(70)).toContain('activity_unknown');
  });

  test.each([
    [450, '450 fills followed: after the latest 200 the midpoint went 0.004 dollars against us'],
    [30, '30 fills followed: after the latest 30 the midpoint went 0.004 dollars against us'],
  ])('of %d fills it says which of them cost so much, in the mean', (known, line) => {
    const moves = [
      { moves: [], known },
      { moves: [], known: 20 },
    ];
    const { lines } = factsOf({ at: at(60), feedback: { moves, adverse: 0.004 }, markets: [] });
    expect(lines).toEqual(['0 markets', `${line} in the mean`]);
  });

  test('it may not decide before what it knows', () => {
    const bench = moving();
    expect(bench.memoryFacts?.learnedUntil).toBe(at(60));
    expect(new StrategyBench(marketMaker, RULE, MARKETS).memoryFacts?.learnedUntil).toBeUndefined();
  });

  test('what was learned from the future of the run decides nothing in it', () => {
    const again = restarted(moving(), 0, memoryOf(moving()));
    again.view.positions.set(0 as TokenIndex, 20_000_000 as Shares);
    for (let second = 0; second <= 59; second += 1) again.quote(second, '0.50', '0.52');
    const asked = () =>
      again.wishes.flatMap((one) => (one.kind === 'submit' ? one.terms.side : []));
    expect(again.story.at(-1)).toMatch(/skip 0: learned_later$/);
    // What is held is sold: nobody is kept in by a clock that was set back.
    expect(asked()).toEqual(['sell']);
    for (let second = 60; second <= 95; second += 5) again.quote(second, '0.50', '0.52');
    expect(asked()).toContain('buy');
  });
});

describe('what is remembered', () => {
  const slugs = (bench: StrategyBench): string[] =>
    JSON.parse(bench.memory ?? '').markets.map(({ market }: { market: string }) => market);

  test('is of markets that may still be quoted, seen or not', () => {
    const bench = new StrategyBench(marketMaker, RULE, MARKETS);
    play(bench, [{ kind: 'book', which: 40 }], 0);
    play(bench, [{ kind: 'book', which: 41 }], 10);
    expect(slugs(bench)).toEqual(['first', 'second']);
    const later = restarted(bench, 100, bench.memory ?? '', RULE, [MARKETS[1] as Market]);
    later.quote(100, '0.50', '0.52');
    expect(slugs(later)).toEqual(['first', 'second']);
    later.close(0);
    expect(slugs(later)).toEqual(['first']);
  });

  test('is dropped when nothing of it can matter any more', () => {
    const bench = new StrategyBench(marketMaker, RULE, MARKETS);
    play(bench, [{ kind: 'book', which: 40 }], 0);
    const long = aMarket({ slug: 'third', closesAt: at(1e6) });
    const later = restarted(bench, 86_390, bench.memory ?? '', RULE, [long]);
    later.quote(86_395, '0.50', '0.52');
    expect(slugs(later)).toEqual(['first', 'third']);
    later.quote(86_401, '0.50', '0.52');
    expect(slugs(later)).toEqual(['third']);
  });

  test('is of a thousand markets at most', () => {
    const markets = Array.from({ length: 1_010 }, (_, i) =>
      aMarket({ slug: `m${i}`, closesAt: at(1e6) }),
    );
    const bench = new StrategyBench(marketMaker, RULE, markets);
    for (const market of markets.keys()) bench.quote(1, '0.50', '0.52', 2 * market);
    expect(slugs(bench)).toHaveLength(1_000);
    expect(slugs(bench)[0]).toBe('m10');
  });

  test('can be read where word of sets came before word of the book that is there', () => {
    const bench = quoting({ mergeThreshold: '10' }, MARKETS[0]);
    for (const token of [0, 1]) bench.view.positions.set(token as TokenIndex, 10e6 as Shares);
    bench.pass(60);
    bench.view.now = at(62);
    bench.view.setBook(0 as TokenIndex, [['0.50', '1000']], [['0.53', '1000']]);
    bench.changeSets(3);
    expect(readMemory(bench.memory ?? '')).toMatchObject({ ok: true, value: { at: at(62) } });
  });

  test('is the same whenever it is asked for, and asking changes nothing', () => {
    const story: Happening[] = Array.from({ length: 60 }, (_, i) => ({
      kind: (['book', 'print', 'fill'] as const)[i % 3] as Happening['kind'],
      which: (i * 7) % 64,
    }));
    const [asked, other] = [0, 1].map(() => new StrategyBench(marketMaker, RULE, MARKETS));
    let second = 0;
    for (const one of story) {
      play(asked as StrategyBench, [one], second);
      second = play(other as StrategyBench, [one], second);
      asked?.memory;
    }
    expect(asked?.memory).toBe(asked?.memory);
    expect(asked?.memory).toBe(other?.memory);
    expect(asked?.story).toEqual(other?.story);
  });
});

describe('a memory is refused', () => {
  const bench = new StrategyBench(marketMaker, { ...RULE, guardDepth: '2000' }, MARKETS);
  for (let second = 0; second <= 300; second += 5) {
    bench.quote(second, '0.50', '0.52');
    if (second % 20 === 0) bench.print(second, 0, BID, '0.50', '5');
    const order = opened(bench).find(({ status }) => status === 'accepted');
    if (order !== undefined && second % 50 === 0) bench.fill(order.id);
  }
  bench.pass(301);
  const sound = JSON.parse(bench.memory ?? '');
  const first = sound.markets[0];
  const withMarket = (changes: object) => ({ markets: [{ ...first, ...changes }] });

  test('when it is none', () => {
    for (const text of ['', 'null', '{}', '{"schema":"polydesk.fusion","version":1}']) {
      expect(readMemory(text)).toMatchObject({ ok: false, code: 'memory_corrupt' });
    }
  });

  test.each<[string, object]>([
    ['version', { version: 2 }],
    ['time', { at: -1 }],
    ['making', { made: undefined }],
    ['feedback', { feedback: { moves: [] } }],
    [
      'number of moves',
      {
        feedback: {
          moves: [
            { moves: [1], known: 2 },
            { moves: [], known: 0 },
          ],
        },
      },
    ],
    ['list of markets', { markets: {} }],
    ['market', { markets: [null] }],
    ['name', withMarket({ market: 7 })],
    ['time of a market', withMarket({ at: 0.5 })],
    ['close', withMarket({ closesAt: 'soon' })],
    ['volatility', withMarket({ volatility: [1] })],
    ['volatility', withMarket({ logitVolatility: [-1, 0] })],
    ['tick', withMarket({ arrivals: { ...first.arrivals, tick: -1 } })],
    [
      'place',
      withMarket({
        arrivals: { ...first.arrivals, seen: { ...first.arrivals.seen, seconds: [99, 1] } },
      }),
    ],
    [
      'taker',
      withMarket({ arrivals: { ...first.arrivals, seen: { ...first.arrivals.seen, takers: -1 } } }),
    ],
    [
      'fit',
      withMarket({ arrivals: { ...first.arrivals, own: { ...first.arrivals.own, fit: {} } } }),
    ],
    ['fill', withMarket({ waiting: [{ waiting: [[1, 2, 3, 4]] }, { waiting: [] }] })],
    ['denial', withMarket({ denials: [0] })],
    ['worth', withMarket({ guard: { worths: [[1]] } })],
    [
      'finding',
      withMarket({ guard: { ...first.guard, standOff: { ...first.guard.standOff, code: 'x' } } }),
    ],
    [
      'end',
      withMarket({ guard: { ...first.guard, standOff: { ...first.guard.standOff, until: 'x' } } }),
    ],
    ['pause', withMarket({ refillAt: [0] })],
    ['activity', withMarket({ heard: { ...first.heard, activity: [2, 1, 0] } })],
    ['toxicity', withMarket({ heard: { ...first.heard, toxicity: [0.5, 0, 0] } })],
  ])('with a wrong %s: %o', (_, changes) => {
    const text = JSON.stringify({ ...sound, ...changes });
    expect(readMemory(text)).toMatchObject({ ok: false, code: 'memory_corrupt' });
  });

  test('and not else', () => {
    expect(readMemory(JSON.stringify(sound))).toMatchObject({ ok: true });
    expect(first).toMatchObject({ market: 'first', waiting: expect.anything() });
    expect(first.guard.standOff.code).toBe('low_liquidity');
    expect(first.arrivals.seen.takers).toBeGreaterThan(0);
  });
});
