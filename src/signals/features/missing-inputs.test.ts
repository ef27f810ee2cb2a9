import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import {
  ALL,
  averaged,
  FeatureStage,
  RULE_FEED,
  SPOT_FEED,
} from '../../../test/support/feature-stage.ts';
import type { Market } from '../../domain/market.ts';
import { FEATURE_SETS } from './feature-set.ts';
import { FEATURES, type FeatureInput, type FeatureName } from './feature-table.ts';

/** What happens in one second, each of which may be left out. */
const HAPPENINGS = {
  quote: (stage: FeatureStage, second: number) =>
    stage.quote(second, '0.49', second % 2 === 0 ? '0.51' : '0.52'),
  print: (stage: FeatureStage, second: number) => stage.print(second, 0, 'buys', 0.5, 10),
  rule: (stage: FeatureStage, second: number) =>
    stage.hear(second, 100_000 + (second % 2) * 10, RULE_FEED),
  spot: (stage: FeatureStage, second: number) =>
    stage.hear(second, 100_000 + (second % 2) * 10, SPOT_FEED),
} as const;
type Happening = keyof typeof HAPPENINGS;

const SINCE = -3_700;
const UNTIL = 100;

/** A market of which all is known until 100 s after it opened, but for what is left out. */
function played(
  isLeftOut: (happening: Happening, second: number) => boolean = () => false,
  changes: Partial<Market> = {},
): FeatureStage {
  const stage = new FeatureStage({ ...averaged(60), ...changes }, SINCE);
  for (let second = SINCE; second <= UNTIL; second++) {
    for (const [name, happen] of Object.entries(HAPPENINGS)) {
      if (!isLeftOut(name as Happening, second)) happen(stage, second);
    }
  }
  return stage;
}

function unknownOf(stage: FeatureStage, second = UNTIL): FeatureName[] {
  const row = stage.row(second);
  return ALL.names.filter((_, i) => Number.isNaN(row[i]));
}

/** Those that need one of these inputs. */
function needing(...inputs: FeatureInput[]): FeatureName[] {
  return ALL.names.filter((name) => inputs.some((input) => FEATURES[name].from.includes(input)));
}

test('all is known', () => {
  expect(unknownOf(played())).toEqual([]);
});

describe('what is not told makes NaN, and nothing else does', () => {
  test.each<[string, (happening: Happening) => boolean, FeatureInput[]]>([
    ['the book', (happening) => happening === 'quote', ['book', 'sizes']],
    ['prints', (happening) => happening === 'print', ['prints']],
    ['the feed of the rule', (happening) => happening === 'rule', ['rule']],
    ['spot', (happening) => happening === 'spot', ['spot']],
  ])('%s', (_what, isLeftOut, inputs) => {
    expect(unknownOf(played(isLeftOut))).toEqual(needing(...inputs));
  });

  test('which outcome is Up: the book is told of the first, the underlying says nothing', () => {
    const stage = played(undefined, { labels: [undefined, undefined] });
    expect(unknownOf(stage)).toEqual(needing('rule', 'spot'));
    const known = played(undefined, { labels: ['Up', 'Down'] }).row(UNTIL);
    const told = ALL.names.filter((_, i) => known[i] === stage.row(UNTIL)[i]);
    expect(told).toEqual(ALL.names.filter((name) => !needing('rule', 'spot').includes(name)));
  });

  test('the window', () => {
    const stage = played(undefined, { opensAt: undefined, closesAt: undefined });
    expect(unknownOf(stage)).toEqual(needing('window'));
  });

  test('a rule without a feed', () => {
    const rule = { value: { kind: 'oracle' }, source: 'test' } as const;
    expect(unknownOf(played(undefined, { rule }))).toEqual(needing('rule'));
    expect(unknownOf(played(undefined, { rule: undefined }))).toEqual(needing('rule'));
  });

  test('the asset, and with it the feed of its price', () => {
    expect(unknownOf(played(undefined, { asset: undefined }))).toEqual(needing('spot'));
  });

  test('sizes of the book', () => {
    const stage = played();
    stage.book(UNTIL, [['0.49', '100']], [['0.51', '100']]);
    stage.forgetSize('0.51');
    expect(unknownOf(stage)).toEqual(needing('sizes'));
  });
});

describe('what is known no more', () => {
  test('a book that broke off, and where its mid was before', () => {
    const stage = played();
    stage.distrust(UNTIL);
    expect(unknownOf(stage)).toEqual(needing('book', 'sizes'));
    stage.quote(UNTIL + 1, '0.49', '0.51');
    expect(unknownOf(stage, UNTIL + 2)).toEqual([
      'midMove30s',
      'midMove1m',
      'midVolatility1m',
      'midVolatility5m',
      // Prints may have been missed meanwhile.
      ...needing('prints'),
    ]);
    for (let second = 102; second < 132; second++) HAPPENINGS.rule(stage, second);
    expect(unknownOf(stage, UNTIL + 31.5)).not.toContain('midMove30s');
    expect(unknownOf(stage, UNTIL + 31.5)).not.toContain('tradeRate10s');
  });

  test('a book without a side', () => {
    const stage = played();
    stage.book(UNTIL, [['0.98', '100']], []);
    expect(unknownOf(stage)).toEqual(needing('book', 'sizes'));
  });

  test('a feed that is silent for more than 15 s, and what it did before', () => {
    const stage = played();
    for (let second = 100; second <= 120; second++) HAPPENINGS.spot(stage, second);
    expect(unknownOf(stage, 115)).toEqual([]);
    expect(unknownOf(stage, 115.1)).toEqual(needing('rule'));
    HAPPENINGS.rule(stage, 116);
    expect(unknownOf(stage, 116)).toEqual([
      'ruleMove1m',
      'ruleMove5m',
      'ruleVolatility5m',
      'strikeDistance',
      'fairUp',
      'spotLead',
    ]);
  });

  test('a strike that nobody heard at the opening', () => {
    const isLeftOut = (happening: Happening, second: number) =>
      happening === 'rule' && second > -100 && second < -50;
    const stage = played(isLeftOut);
    // The history begins anew after the hole, less than the averaged minute before the opening.
    for (let second = 101; second <= 260; second++) {
      for (const happen of Object.values(HAPPENINGS)) happen(stage, second);
    }
    expect(unknownOf(stage, 260)).toEqual(['strikeDistance', 'fairUp']);
  });

  test('a window that is over', () => {
    const stage = played(undefined, { closesAt: at(150) });
    const everything = (from: number, to: number) => {
      for (let second = from; second <= to; second++) {
        for (const happen of Object.values(HAPPENINGS)) happen(stage, second);
      }
    };
    everything(101, 140);
    expect(unknownOf(stage, 140)).toEqual([]);
    everything(141, 155);
    expect(unknownOf(stage, 155)).toEqual(['strikeDistance', 'fairUp']);
  });

  test('before the opening there is no strike yet', () => {
    const stage = played(undefined, { opensAt: at(200), closesAt: at(500) });
    expect(unknownOf(stage)).toEqual(['strikeDistance', 'fairUp']);
  });

  test('a feed that repeats one price says nothing of what it may do', () => {
    const stage = new FeatureStage(averaged(60));
    for (let second = -390; second <= 100; second++) stage.hear(second, 100_000);
    expect(stage.read(100, 'ruleVolatility5m', 'strikeDistance')).toEqual({
      ruleVolatility5m: 0,
      strikeDistance: Number.NaN,
    });
  });
});

describe('the sets', () => {
  test('thirteen of S0, eighteen of S2, and none twice', () => {
    const { s0, s2, desk } = FEATURE_SETS;
    expect([s0.length, s2.length]).toEqual([13, 18]);
    for (const { names } of [s0, s2, desk]) expect(new Set(names).size).toBe(names.length);
  });

  test('what a recording without prints and exchange tells of the desk', () => {
    const { desk } = FEATURE_SETS;
    const told = desk.knownFrom(['window', 'book', 'sizes', 'rule']);
    expect([...desk.inputs].sort()).toEqual(['book', 'prints', 'rule', 'sizes', 'spot', 'window']);
    expect(told.names).toContain('fairUp');
    const left = desk.names.filter((name) => !told.names.includes(name));
    expect(left).toEqual([
      'tradeFlow1m',
      'flowChange30s',
      'tradeRate10s',
      'spotAge',
      'spotMove10s',
      'spotLead',
    ]);
  });
});
