import { describe, expect, test } from 'vitest';
import { madeUpRows, WINDOW } from '../../../test/support/labeled-rows.ts';
import { settledMarkets } from '../../../test/support/settled-markets.ts';
import type { Timestamp } from '../../domain/units.ts';
import { LEARNERS, type LearnerKind } from '../learners.ts';
import type { SettledMarket } from './examples.ts';
import { LearningModel, type LearningOptions } from './learning-model.ts';
import { rolledBackLearning, type SavedLearning } from './saved-learning.ts';

const KINDS = Object.keys(LEARNERS) as LearnerKind[];
const INPUTS = 3;

const optionsOf = (kind: LearnerKind): LearningOptions => ({
  kind,
  retrainEvery: 20,
  splits: { groups: 5, embargo: WINDOW },
});

const marketsOf = (count: number, slope = 4, seed = 2) =>
  settledMarkets(madeUpRows({ markets: count, rowsPerMarket: 2, inputs: INPUTS, seed, slope }));

const ask = (model: LearningModel, market: SettledMarket) =>
  model.say(market.values.subarray(0, INPUTS));

/** Asks of each market before it learns how that ended. */
function live(model: LearningModel, markets: readonly SettledMarket[]): unknown[] {
  return markets.map((market) => {
    const said = ask(model, market);
    model.learn(market, typeof said === 'number' ? [said] : [], market.until);
    return said;
  });
}

function restored(saved: unknown, kind: LearnerKind): LearningModel {
  const read = LearningModel.restore(JSON.parse(JSON.stringify(saved)), INPUTS, optionsOf(kind));
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

describe.each(KINDS)('%s', (kind) => {
  test('says nothing before ten settled markets, then a probability, in versions', () => {
    const model = new LearningModel('btc', INPUTS, optionsOf(kind));
    const said = live(model, marketsOf(50));
    expect(said.slice(0, 10)).toEqual(Array(10).fill('untrained'));
    expect(said.slice(10, 30).some((one) => typeof one === 'number')).toBe(true);
    // At 10, at 30 and at 50.
    expect(model.version).toBe(3);
    expect(model).toMatchObject({ subject: 'btc', settled: 50, learnedUntil: 50 * WINDOW });
  });

  test('tells when its newest label was known, which is later than the window was over', () => {
    const model = new LearningModel('btc', INPUTS, optionsOf(kind));
    const [first, second] = marketsOf(2) as [SettledMarket, SettledMarket];
    const decided = (second.until + 90) as Timestamp;
    model.learn(second, [], decided);
    // One that is decided late teaches no less, and is of no later window.
    model.learn(first, [], (decided - 1) as Timestamp);
    expect(model).toMatchObject({ learnedUntil: decided, windowsUntil: second.until });
    const saved = model.save();
    expect(restored(saved, kind)).toMatchObject({ learnedUntil: decided });
    // What was saved before this was told knows the window alone.
    const { learnedUntil: _, ...old } = saved;
    expect(restored(old, kind)).toMatchObject({ learnedUntil: second.until });
  });

  test('a planted input is found: it is right more often than not, and knows how often', () => {
    const model = new LearningModel('btc', INPUTS, optionsOf(kind));
    expect(model.accuracy).toBeUndefined();
    live(model, marketsOf(200, 8));
    const { accuracy, score } = model;
    expect(accuracy!.of).toBeGreaterThan(100);
    expect(accuracy!.share).toBeGreaterThan(0.75);
    expect(score!.brier).toBeLessThan(0.2);
  });

  test('what was saved goes on bit by bit', () => {
    const model = new LearningModel('btc', INPUTS, optionsOf(kind));
    const markets = marketsOf(120);
    live(model, markets.slice(0, 55));
    const other = restored(model.save(), kind);
    const rest = markets.slice(55);
    expect(live(other, rest)).toEqual(live(model, rest));
    expect(other.save()).toEqual(model.save());
  });

  test('an input that most rows do not know is left out; one that they know must be there', () => {
    const model = new LearningModel('btc', INPUTS, optionsOf(kind));
    const [last, ...markets] = marketsOf(40).reverse();
    for (const market of markets) {
      market.values[1] = Number.NaN;
      market.values[4] = Number.NaN;
      model.learn(market, [], market.until);
    }
    const features = last!.values.slice(0, INPUTS);
    features[1] = Number.NaN;
    expect(model.say(features)).toBeTypeOf('number');
    features[0] = Number.NaN;
    expect(model.say(features)).toBe('input_missing');
  });

  test('tells which inputs have gone elsewhere, and says nothing of what it never saw', () => {
    const options = { ...optionsOf(kind), retrainEvery: 100 };
    const model = new LearningModel('btc', INPUTS, options);
    live(model, marketsOf(115));
    expect(model.drifted).toEqual([]);
    const third = (change: (value: number) => number) =>
      marketsOf(60, 4, 9).map((market) => ({
        ...market,
        values: market.values.map((value, i) => (i % INPUTS === 2 ? change(value) : value)),
      }));
    expect(
      live(
        model,
        third((value) => 0.9 + value / 10),
      ),
    ).not.toContain('input_unseen');
    expect(model.drifted).toEqual([2]);
    expect(ask(model, third((value) => value + 9)[0]!)).toBe('input_unseen');
  });
});

test('the online learner learns from each market, the trees only when they are trained', () => {
  const markets = marketsOf(60);
  const afterOne = KINDS.map((kind) => {
    const model = new LearningModel('btc', INPUTS, optionsOf(kind));
    live(model, markets.slice(0, 12));
    const before = ask(model, markets[50]!);
    live(model, markets.slice(12, 13));
    return ask(model, markets[50]!) === before;
  });
  expect(Object.fromEntries(KINDS.map((kind, i) => [kind, afterOne[i]]))).toEqual({
    'online-logistic': false,
    'boosted-trees': true,
  });
});

test('another learner than before begins with its examples, and no model', () => {
  const model = new LearningModel('btc', INPUTS, optionsOf('online-logistic'));
  const markets = marketsOf(31);
  live(model, markets.slice(0, 30));
  const other = restored(model.save(), 'boosted-trees');
  expect(ask(other, markets[30]!)).toBe('untrained');
  live(other, markets.slice(30));
  expect(ask(other, markets[30]!)).toBeTypeOf('number');
});

test('another learner than before is untrained also after a stop', () => {
  const model = new LearningModel('btc', INPUTS, optionsOf('online-logistic'));
  const markets = marketsOf(31);
  live(model, markets.slice(0, 30));
  const other = restored(model.save(), 'boosted-trees');
  const again = restored(other.save(), 'boosted-trees');
  expect(ask(again, markets[30]!)).toBe('untrained');
  expect(ask(restored(other.save(), 'online-logistic'), markets[30]!)).toBeTypeOf('number');
});

test('a rollback holds until as many markets have settled as between trainings', () => {
  const model = new LearningModel('btc', INPUTS, optionsOf('online-logistic'));
  const markets = marketsOf(80);
  live(model, markets.slice(0, 49));
  const back = rolledBackLearning(model.save(), 1);
  if (!back.ok) throw new Error(back.message);
  const held = restored(back.value, 'online-logistic');
  live(held, markets.slice(49, 68));
  expect(held.version).toBe(1);
  live(held, markets.slice(68, 69));
  expect(held.version).toBe(3);
});

test('a rollback asks the earlier version as it was when it was trained', () => {
  const model = new LearningModel('btc', INPUTS, optionsOf('online-logistic'));
  const markets = marketsOf(60);
  live(model, markets.slice(0, 30));
  const second = ask(model, markets[55]!);
  live(model, markets.slice(30, 52));
  expect(model.version).toBe(3);
  const back = rolledBackLearning(model.save(), 2);
  if (!back.ok) throw new Error(back.message);
  const earlier = restored(back.value, 'online-logistic');
  expect([earlier.version, ask(earlier, markets[55]!)]).toEqual([2, second]);
  expect(rolledBackLearning(back.value, 7)).toMatchObject({ code: 'version_unknown' });
});

describe('what is damaged is refused', () => {
  const model = new LearningModel('btc', INPUTS, optionsOf('online-logistic'));
  live(model, marketsOf(30));
  const saved = model.save();
  const [record] = saved.registry.records;
  const withRecord = (changes: object): Partial<SavedLearning> => ({
    registry: { ...saved.registry, records: [{ ...record!, ...changes }], inUse: record!.version },
  });
  test.each<[string, object]>([
    ['another learner', { kind: 'oracle' }],
    ['a version that is not there', { registry: { ...saved.registry, inUse: 9 } }],
    ['a model', withRecord({ model: { kind: 'boosted-trees' } })],
    ['its inputs', withRecord({ inputs: [0] })],
    ['its drift', withRecord({ drift: { rows: 1, edges: [], counts: [] } })],
    ['the online learner', { online: { ...saved.online, weights: ['heavy'] } }],
    ['forecasts', { said: [...saved.said, 0.5] }],
    ['examples', { examples: { ...saved.examples, values: '' } }],
    ['the number of examples', { settledAtTraining: -1 }],
    ['the time of the newest label', { learnedUntil: -1 }],
  ])('%s', (_what, changes) => {
    const damaged = { ...saved, ...changes };
    const read = LearningModel.restore(damaged, INPUTS, optionsOf('online-logistic'));
    expect(read).toMatchObject({ ok: false, code: 'model_corrupt' });
  });

  test('and so is what was saved of rows of other inputs', () => {
    const read = LearningModel.restore(saved, INPUTS + 1, optionsOf('online-logistic'));
    expect(read).toMatchObject({ ok: false, code: 'model_corrupt' });
  });
});
