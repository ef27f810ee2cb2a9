import { describe, expect, test, vi } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import {
  about,
  DECIDED,
  LABELS,
  markets,
  play,
  trade,
  WINDOW,
  winsUp,
} from '../../../test/support/leaning-markets.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import { SCALE, type Usd } from '../../domain/units.ts';
import { LearningModel } from '../../models/learning/learning-model.ts';
import { ml } from './strategy.ts';

function played(count: number, parameters: Record<string, string> = {}): StrategyBench {
  const bench = new StrategyBench(ml, { minLiquidity: '0', ...parameters }, markets(count + 2));
  play(bench, 0, count);
  return bench;
}

describe('cold start', () => {
  const bench = played(60);

  test('below ten settled markets it says nothing, then it forecasts at each look', () => {
    expect(about(bench, 3)).toEqual(Array(6).fill('untrained'));
    expect(bench.forecasts[0]?.market).toBe(10);
    expect(bench.forecasts.filter(({ market }) => market === 20)).toHaveLength(6);
  });

  test('it buys from fifty settled markets on', () => {
    const buys = bench.wishes.filter(({ kind }) => kind === 'submit');
    expect(Math.floor((buys[0]?.seconds ?? 0) / WINDOW)).toBe(50);
    expect(about(bench, 30)).toContain('examples_few');
  });

  test('a buy has every number that was compared, and the side that wins', () => {
    const buy = bench.wishes.find(({ kind }) => kind === 'submit');
    expect(buy?.kind === 'submit' && buy.terms).toMatchObject({ token: 100, side: 'buy' });
    expect(buy?.reason.numbers).toMatchObject({ examples: 50, examplesLimit: 50, spread: 0.02 });
    expect(buy?.reason.numbers.wins).toBeGreaterThan(0.65);
  });
});

test('a forecast is the midpoint while too few markets have settled to know better', () => {
  const bench = played(40);
  for (const { probability, mid } of bench.forecasts) {
    expect(probability).toBeCloseTo((mid ?? 0) / SCALE, 6);
  }
  expect(bench.forecasts.length).toBeGreaterThan(100);
  const [even] = played(11, { prior: 'none' }).forecasts;
  expect(Math.abs(even!.probability - even!.mid! / SCALE)).toBeGreaterThan(0.01);
});

test('a forecast is of the first outcome, beside its midpoint, whichever of them is Up', () => {
  const turned = new StrategyBench(ml, {}, markets(14, { labels: ['Down', 'Up'] }));
  const plain = new StrategyBench(ml, {}, markets(14));
  for (const [bench, up] of [
    [turned, 1],
    [plain, 0],
  ] as const) {
    for (let market = 0; market < 14; market++) {
      for (let second = 0; second < 290; second += 5) {
        const [bid, ask] = winsUp(market) ? ['0.55', '0.57'] : ['0.43', '0.45'];
        bench.quote(market * WINDOW + second, bid, ask, 2 * market + up);
      }
      bench.resolve(market, winsUp(market) === (up === 0) ? SCALE : 0);
    }
  }
  const [last, mirrored] = [plain.forecasts.at(-1), turned.forecasts.at(-1)];
  expect(last).toMatchObject({ market: 13, mid: 440_000, model: 'online-logistic btc' });
  expect(last!.probability).toBeLessThan(0.5);
  expect(mirrored!.mid).toBe(560_000);
  expect(mirrored!.probability).toBeCloseTo(1 - last!.probability, 9);
});

test('too little confidence is told as that, and never as a model that is young', () => {
  const less = { minLiquidity: '0', minConfidence: '0.5', minEdge: '-1', minAccuracy: '0' };
  const bench = new StrategyBench(ml, less, markets(52));
  play(bench, 0, 50);
  for (let second = 0; second < 290; second += 5) {
    const cents = 49 + (second % 2);
    bench.quote(50 * WINDOW + second, `0.${cents}`, `0.${cents + 2}`, 100);
  }
  bench.pass(50 * WINDOW + DECIDED);
  expect(new Set(about(bench, 50))).toEqual(new Set(['confidence_low', 'close_near']));
  const told = bench.wishes.findLast(({ reason }) => reason.code === 'confidence_low');
  // The limit that holds is told: below it nothing is bought, whatever is set.
  expect(told?.reason.numbers).toMatchObject({ confidenceLimit: 0.6 });
  expect(told?.reason.numbers.confidence).toBeLessThan(0.6);
  // Of examples fewer than any may be set to, the model is what is young.
  const young = new StrategyBench(ml, { ...less, minExamples: '0' }, markets(32));
  for (let market = 0; market < 31; market++) {
    trade(young, market, 20);
    young.resolve(market, winsUp(market) ? SCALE : 0);
  }
  expect(new Set(about(young, 30))).toEqual(new Set(['model_young', 'close_near']));
});

describe('one buy in a market', () => {
  test('what is filled is held, whatever the next look says', () => {
    const bench = played(52);
    const [first] = bench.wishes.filter(({ kind }) => kind === 'submit');
    expect(about(bench, 50).filter((what) => what === 'submit')).toHaveLength(1);
    expect(first?.kind).toBe('submit');
  });

  test('what found nothing is no buy, and the next look tries again', () => {
    const bench = new StrategyBench(ml, { minLiquidity: '0' }, markets(52));
    play(bench, 0, 50);
    for (let second = 0; second < 290; second += 5) {
      const cents = 55 + (second % 2);
      bench.quote(50 * WINDOW + second, `0.${cents}`, `0.${cents + 2}`, 100);
      for (const order of bench.view.openOrders(50 as MarketIndex)) {
        bench.cancel(order.id, 'unfilled_rest');
      }
    }
    // Each but the last, which is too near to the close: five, of which four would count.
    expect(about(bench, 50).filter((what) => what === 'submit')).toHaveLength(5);
  });

  test.each([
    [-199_999_999, 1_000_000_000, 'submit'],
    [-200_000_000, 1_000_000_000, 'day_lost'],
    [0, 0, 'submit'],
    // Where nothing was there any loss is all of it.
    [-1, 0, 'day_lost'],
    [900_000_000, 1_000_000_000, 'submit'],
  ])('of a day that brought %f of %f: %s', (made, worth, what) => {
    const bench = new StrategyBench(ml, { minLiquidity: '0' }, markets(52));
    play(bench, 0, 50);
    Object.assign(bench.view, { madeToday: made, worthToday: worth });
    trade(bench, 50);
    expect(about(bench, 50)).toContain(what);
    expect(about(bench, 50).includes('submit')).toBe(what === 'submit');
  });

  test('no more than four in an hour', () => {
    const bench = new StrategyBench(ml, { minLiquidity: '0', maxExposure: '1' }, markets(62));
    play(bench, 0, 50);
    for (let market = 50; market < 60; market++) {
      for (let second = 0; second < 290; second += 5) {
        bench.quote(market * WINDOW + second, '0.55', '0.57', 2 * market);
        for (const { id } of bench.view.openOrders(market as MarketIndex)) bench.fill(id);
      }
      bench.resolve(market, SCALE);
    }
    expect(bench.wishes.filter(({ kind }) => kind === 'submit')).toHaveLength(4);
    expect(about(bench, 57)).toContain('buys_many');
  });
});

describe('what it does not learn from', () => {
  const examples = (bench: StrategyBench) => {
    const facts = ml.readMemory?.(bench.memory ?? '');
    if (facts?.ok !== true) throw new Error(facts?.message);
    return facts.value.markets;
  };

  test.each<[string, (bench: StrategyBench) => void, string[], Record<string, string>]>([
    ['a draw', (bench) => bench.resolve(2, SCALE / 2), [], {}],
    [
      'a market in dispute',
      (bench) => {
        bench.view.halted.add(2 as MarketIndex);
        bench.resolve(2, SCALE);
      },
      ['label_disputed'],
      {},
    ],
    [
      'a derived outcome, where the venue’s own is asked for',
      (bench) => {
        bench.view.unofficial.add(2 as MarketIndex);
        bench.resolve(2, SCALE);
      },
      ['label_unofficial'],
      { labels: 'official' },
    ],
  ])('%s', (_what, resolve, codes, parameters) => {
    const bench = new StrategyBench(ml, parameters, markets(4));
    play(bench, 0, 2);
    trade(bench, 2);
    const before = bench.wishes.length;
    resolve(bench);
    expect(bench.wishes.slice(before).map(({ reason }) => reason.code)).toEqual(codes);
    expect(examples(bench)).toBe(2);
  });

  test('a market of which it saw nothing', () => {
    const bench = new StrategyBench(ml, {}, markets(2));
    bench.pass(295);
    bench.resolve(0, SCALE);
    expect(about(bench, 0)).toEqual(Array(6).fill('no_book'));
    expect(examples(bench)).toBe(0);
  });
});

describe('what keeps a look from being taken is told', () => {
  test.each([
    ['an untrusted book', (bench: StrategyBench) => bench.distrust(150), 'book_untrusted'],
    ['a side that is empty', (b: StrategyBench) => b.quote(150, '0.5', ''), 'one_sided_book'],
  ])('%s', (_what, happen, code) => {
    const bench = new StrategyBench(ml, { from: '420', to: '700', every: '280' }, markets(1));
    happen(bench);
    bench.pass(295);
    expect(about(bench, 0)).toEqual([code]);
  });

  test('a market that became known after its last look', () => {
    const bench = new StrategyBench(ml, {}, []);
    bench.pass(285);
    bench.add(aMarket({ labels: LABELS }));
    bench.pass(300);
    expect(bench.wishes.map(({ reason }) => reason.code)).toEqual(['joined_late']);
  });

  test.each([
    ['an asset', { asset: undefined }, 'asset_unknown'],
    ['a life', { closesAt: undefined }, 'life_unknown'],
  ])('a market without %s', (_what, changes, code) => {
    const bench = new StrategyBench(ml, {}, [aMarket({ labels: LABELS, ...changes })]);
    expect(bench.wishes.map(({ reason }) => reason.code)).toEqual([code]);
  });
});

describe('its memory', () => {
  const first = played(55);
  const memory = first.memory ?? '';

  test('tells for people what was learned, and until when', () => {
    const facts = ml.readMemory?.(memory);
    expect(facts).toMatchObject({
      ok: true,
      value: { learnedUntil: at(54 * WINDOW + DECIDED), markets: 55 },
    });
    expect(facts?.ok === true && facts.value.lines).toEqual([
      expect.stringMatching(/^btc online-logistic: 55 settled markets, version 3, right in \d/),
    ]);
  });

  test('tells the same of a strategy that runs, without writing a model out', () => {
    const save = vi.spyOn(LearningModel.prototype, 'save');
    const facts = first.memoryFacts;
    expect(save).not.toHaveBeenCalled();
    save.mockRestore();
    expect({ ok: true, value: facts }).toEqual(ml.readMemory?.(memory));
  });

  test('goes on where it was: the same forecast, and no cold start', () => {
    const later = new StrategyBench(ml, { minLiquidity: '0' }, markets(57), 1, memory);
    later.pass(56 * WINDOW - 1);
    for (const bench of [first, later]) trade(bench, 56);
    const said = (bench: StrategyBench) =>
      bench.forecasts.filter(({ market }) => market === 56).map(({ probability }) => probability);
    expect(said(later)).toEqual(said(first));
    expect(about(later, 56)).toContain('submit');
  });

  test('has no part in its limits, which the account knows', () => {
    const words = ['buysInHour', 'bets', 'times', 'dayLoss', 'made', 'worth'];
    const keys = Object.keys(JSON.parse(memory));
    expect(keys.filter((key) => words.includes(key))).toEqual([]);
    const rich = JSON.stringify({ ...JSON.parse(memory), bets: { times: [0], day: 0 } });
    // What earlier programs wrote there is passed over.
    expect(ml.readMemory?.(rich)).toEqual(ml.readMemory?.(memory));
    for (const text of [memory, ml.modelBackTo?.(memory, 'btc', 2)]) {
      const known = typeof text === 'string' ? text : text?.ok === true ? text.value : '';
      const later = new StrategyBench(ml, { minLiquidity: '0' }, markets(57), 1, known);
      later.view.madeToday = -200_000_000 as Usd;
      later.view.worthToday = (SCALE * 1_000) as Usd;
      later.pass(56 * WINDOW - 1);
      trade(later, 56);
      expect(about(later, 56).filter((what) => what === 'day_lost')).toHaveLength(6);
      expect(about(later, 56)).not.toContain('submit');
    }
  });

  test('goes back to an earlier version of a model', () => {
    const back = ml.modelBackTo?.(memory, 'btc', 2);
    if (back?.ok !== true) throw new Error(back?.message);
    const facts = ml.readMemory?.(back.value);
    expect(facts?.ok === true && facts.value.lines[0]).toContain('55 settled markets, version 2,');
    expect(ml.modelBackTo?.(memory, 'eth', 2)).toMatchObject({ code: 'model_unknown' });
    expect(ml.modelBackTo?.(memory, 'btc', 3)).toMatchObject({ code: 'version_not_earlier' });
    expect(ml.modelBackTo?.('else', 'btc', 2)).toMatchObject({ code: 'memory_corrupt' });
  });

  test('tells what it says before it knows better; another is learned anew', () => {
    const priorOf = (text: string) => {
      const facts = ml.readMemory?.(text);
      return facts?.ok === true
        ? /prior (\w+)/.exec(facts.value.lines.join())?.[1]
        : facts?.message;
    };
    const none = played(55, { prior: 'none' }).memory ?? '';
    expect([priorOf(memory), priorOf(none)]).toEqual(['market', 'none']);
    const later = new StrategyBench(ml, { minLiquidity: '0' }, markets(57), 1, none);
    later.pass(56 * WINDOW - 1);
    trade(later, 56);
    expect(new Set(about(later, 56))).toEqual(new Set(['untrained']));
  });

  test('of the future of a run decides nothing in it', () => {
    const back = new StrategyBench(ml, { minLiquidity: '0' }, markets(2), 1, memory);
    trade(back, 0);
    expect(about(back, 0)).toEqual(Array(6).fill('learned_later'));
    expect(back.opinion(0)).toMatchObject({ code: 'learned_later', token: undefined });
    expect(back.opinion(0)?.probability).toBeUndefined();
  });

  test('forecasts nothing by the future, and learns no market a second time', () => {
    const again = new StrategyBench(ml, { minLiquidity: '0' }, markets(57), 1, memory);
    play(again, 53, 55);
    expect(again.forecasts).toEqual([]);
    expect(again.memory).toBe(memory);
    play(again, 55, 56);
    expect(ml.readMemory?.(again.memory ?? '')).toMatchObject({ value: { markets: 56 } });
  });

  test.each([
    ['no JSON', 'of last week', 'it is no memory of the strategy ml'],
    ['of another kind', '{"schema":"else"}', 'it is no memory of the strategy ml'],
    ['null', 'null', 'it is no memory of the strategy ml'],
    ['of a later program', memory.replace('"version":1', '"version":2'), 'it is of version 2'],
    ['of other features', memory.replace('"mid"', '"mud"'), 'it is of other features'],
    ['without models', memory.replace('"models":[', '"m":['), 'it has no models'],
    ['with a broken model', memory.replaceAll('"intercept":', '"i":'), 'cannot be'],
  ])('%s is refused', (_what, text, why) => {
    expect(ml.readMemory?.(text)).toMatchObject({
      ok: false,
      code: 'memory_corrupt',
      message: expect.stringContaining(why),
    });
  });
});
