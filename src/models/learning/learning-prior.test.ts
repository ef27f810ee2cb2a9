import { describe, expect, test } from 'vitest';
import { pricedRows, WINDOW } from '../../../test/support/labeled-rows.ts';
import { settledMarkets } from '../../../test/support/settled-markets.ts';
import { LEARNERS, type LearnerKind } from '../learners.ts';
import { OnlineLogistic } from '../online-logistic.ts';
import { logistic } from '../probability-model.ts';
import type { SettledMarket } from './examples.ts';
import { LearningModel, type LearningOptions } from './learning-model.ts';
import { rolledBackLearning, type SavedLearning } from './saved-learning.ts';

const KINDS = Object.keys(LEARNERS) as LearnerKind[];
const INPUTS = 3;
/** The last input is the price. */
const PRICE = INPUTS - 1;

const optionsOf = (kind: LearnerKind): LearningOptions => ({
  kind,
  offset: PRICE,
  retrainEvery: 20,
  splits: { groups: 5, embargo: WINDOW },
});

const marketsOf = (count: number, slope = 0) =>
  settledMarkets(pricedRows({ markets: count, rowsPerMarket: 2, inputs: INPUTS, seed: 5, slope }));

const features = ({ values }: SettledMarket) => values.subarray(0, INPUTS);
const priceOf = (market: SettledMarket) => logistic(features(market)[PRICE]!);

/** Asks of each market before it learns how that ended. */
function live(model: LearningModel, markets: readonly SettledMarket[]): unknown[] {
  return markets.map((market) => {
    const said = model.say(features(market));
    model.learn(market, typeof said === 'number' ? [said] : [], market.until);
    return said;
  });
}

function restored(saved: SavedLearning, options: LearningOptions): LearningModel {
  const read = LearningModel.restore(JSON.parse(JSON.stringify(saved)), INPUTS, options);
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

describe.each(KINDS)('%s that begins at the price', (kind) => {
  test('says the price of its first fifty markets, bit by bit but for rounding', () => {
    const model = new LearningModel('btc', INPUTS, optionsOf(kind));
    const markets = marketsOf(50, 2);
    const said = live(model, markets);
    const spoken = said.flatMap((one, i) =>
      typeof one === 'number' ? [[one, priceOf(markets[i]!)] as const] : [],
    );
    expect(spoken.length).toBeGreaterThan(30);
    for (const [one, price] of spoken) expect(one).toBeCloseTo(price, 12);
  });

  test('finds what the price does not tell', () => {
    const model = new LearningModel('btc', INPUTS, optionsOf(kind));
    const markets = marketsOf(300, 4);
    live(model, markets);
    const prices = markets.slice(-model.accuracy!.of);
    const priced = prices.reduce(
      (sum, one) => sum + (priceOf(one) - (one.happened ? 1 : 0)) ** 2,
      0,
    );
    expect(model.score!.brier).toBeLessThan(priced / prices.length - 0.02);
  });

  test('what was saved goes on bit by bit, and tells where it begins', () => {
    const model = new LearningModel('btc', INPUTS, optionsOf(kind));
    const markets = marketsOf(130, 4);
    live(model, markets.slice(0, 75));
    expect(model.save().offset).toBe(PRICE);
    const other = restored(model.save(), optionsOf(kind));
    const rest = markets.slice(75);
    expect(live(other, rest)).toEqual(live(model, rest));
    expect(other.save()).toEqual(model.save());
  });

  test('says nothing where the price is missing, though most rows do not know it', () => {
    const model = new LearningModel('btc', INPUTS, optionsOf(kind));
    const [last, ...markets] = marketsOf(60).reverse();
    for (const market of markets) {
      // Known in half of the rows: too few for an input, and of the others nothing is learned.
      market.values[INPUTS + PRICE] = Number.NaN;
      model.learn(market, [], market.until);
    }
    const whole = features(last!);
    expect(model.say(whole)).toBeTypeOf('number');
    const { records } = model.save().registry;
    expect(records.at(-1)).toMatchObject({ inputs: [0, 1], rows: 50, incompleteRows: 50 });
    const unpriced = whole.slice();
    unpriced[PRICE] = Number.NaN;
    expect(model.say(unpriced)).toBe('input_missing');
  });
});

test('between trainings the online learner learns each row from its own price', () => {
  const model = new LearningModel('btc', INPUTS, optionsOf('online-logistic'));
  const markets = marketsOf(11, 4);
  live(model, markets);
  const { registry, online } = model.save();
  const byHand = OnlineLogistic.restore(registry.records[0]?.model);
  if (!byHand.ok) throw new Error(byHand.message);
  const { values, happened } = markets[10]!;
  for (let start = 0; start < values.length; start += INPUTS) {
    const row = Float64Array.from(values.subarray(start, start + INPUTS));
    byHand.value.learn(row, happened, row[PRICE]);
  }
  expect(online).toEqual(byHand.value.save());
});

test('another beginning than before keeps the examples, and trains anew', () => {
  const markets = marketsOf(31);
  const kind = 'online-logistic';
  const even = { ...optionsOf(kind), offset: undefined };
  for (const [before, after] of [
    [even, optionsOf(kind)],
    [optionsOf(kind), even],
  ] as const) {
    const model = new LearningModel('btc', INPUTS, before);
    live(model, markets.slice(0, 30));
    const other = restored(model.save(), after);
    expect([other.say(features(markets[30]!)), other.settled]).toEqual(['untrained', 30]);
    live(other, markets.slice(30));
    expect(other.say(features(markets[30]!))).toBeTypeOf('number');
    expect(other.save().registry.records.at(-1)?.offset).toBe(after.offset);
  }
});

test('what was saved before there was a beginning has none', () => {
  const even = { ...optionsOf('online-logistic'), offset: undefined };
  const model = new LearningModel('btc', INPUTS, even);
  const markets = marketsOf(31);
  live(model, markets.slice(0, 30));
  const text = JSON.stringify(model.save());
  expect(text).not.toContain('"offset":2');
  const old = restored(JSON.parse(text), even);
  expect(old.say(features(markets[30]!))).toBe(model.say(features(markets[30]!)));
});

test('a rollback to a version that began elsewhere asks it as it was', () => {
  const kind = 'boosted-trees';
  const markets = marketsOf(80, 4);
  const even = { ...optionsOf(kind), offset: undefined };
  const model = new LearningModel('btc', INPUTS, even);
  live(model, markets.slice(0, 60));
  const first = model.say(features(markets[70]!));
  const { version } = model;
  const later = restored(model.save(), optionsOf(kind));
  live(later, markets.slice(60, 61));
  expect(later.say(features(markets[70]!))).not.toBe(first);
  const back = rolledBackLearning(later.save(), version!);
  if (!back.ok) throw new Error(back.message);
  expect(restored(back.value, optionsOf(kind)).say(features(markets[70]!))).toBe(first);
});

test.each([[3], [-1], ['price'], [null]])('a beginning at number %s is refused', (offset) => {
  const model = new LearningModel('btc', INPUTS, optionsOf('online-logistic'));
  live(model, marketsOf(30));
  const saved = model.save();
  const [record] = saved.registry.records;
  const registry = { ...saved.registry, records: [{ ...record, offset }], inUse: record!.version };
  for (const damaged of [
    { ...saved, offset },
    { ...saved, registry },
  ]) {
    const read = LearningModel.restore(damaged, INPUTS, optionsOf('online-logistic'));
    expect(read).toMatchObject({ ok: false, code: 'model_corrupt' });
  }
});
