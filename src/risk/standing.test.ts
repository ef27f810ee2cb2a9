import { describe, expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { NEW_STANDING, type RiskLook, type RiskStanding } from '../domain/risk-standing.ts';
import { SCALE, type Usd } from '../domain/units.ts';
import { DEFAULT_DRAWDOWN, type LossLimits } from './loss-limits.ts';
import { standingAfter } from './standing.ts';

const LIMITS: LossLimits = { drawdown: DEFAULT_DRAWDOWN, maxDayLoss: 'unlimited' };
const MINUTE = 60;
const DAY = 86_400;

type Look = readonly [second: number, equity: number, more?: Partial<RiskLook>];

/**
 * The standing after each look, which are sure unless they say otherwise, of what may come to be
 * worth anything; from 12:00 UTC on.
 */
function standings(looks: readonly Look[], limits = LIMITS, from = NEW_STANDING): RiskStanding[] {
  let standing = from;
  return looks.map(([second, dollars, more]) => {
    const equity = (dollars * SCALE) as Usd;
    const look = {
      now: at(second),
      equity,
      isSure: true,
      awaitsPrice: more?.isSure === false,
      openOrders: 0,
      atBest: undefined,
      ...more,
    };
    standing = standingAfter(standing, look, limits);
    return standing;
  });
}

const modes = (...given: Parameters<typeof standings>) =>
  standings(...given).map(({ mode }) => mode);

/** Killed at 12:00:01 with 740 of 1,000, nothing open any more. */
const KILL: readonly Look[] = [
  [0, 1_000],
  [1, 740],
  [2, 740],
];

describe('drawdown', () => {
  test.each<[string, readonly Look[], readonly string[]]>([
    [
      'half counts from 15 % down, until less than 12 % are lost',
      [
        [0, 1_000],
        [1, 850.01],
        [2, 850],
        [3, 879],
        [4, 880],
        [5, 881],
      ],
      ['normal', 'normal', 'reduce', 'reduce', 'reduce', 'normal'],
    ],
    [
      'the highest counts, not the first',
      [
        [0, 500],
        [1, 1_000],
        [2, 850],
      ],
      ['normal', 'normal', 'reduce'],
    ],
    [
      'a kill is done when nothing is open, and then cools down',
      [
        [0, 1_000],
        [1, 750, { openOrders: 2 }],
        [2, 750, { openOrders: 2 }],
        [3, 750, { openOrders: 1 }],
        [4, 750],
        [5, 750],
      ],
      ['normal', 'killed', 'killed', 'killed', 'cooling', 'cooling'],
    ],
    [
      'it goes on by half after 30 minutes, once less than 20 % are lost',
      [...KILL, [30 * MINUTE, 990], [30 * MINUTE + 1, 800], [30 * MINUTE + 2, 801]],
      ['normal', 'killed', 'cooling', 'cooling', 'cooling', 'reduce'],
    ],
    [
      'and as ever where less than 12 % are',
      [...KILL, [30 * MINUTE + 1, 881]],
      ['normal', 'killed', 'cooling', 'normal'],
    ],
    [
      'nothing gets better by a look that is not sure',
      [
        ...KILL,
        [31 * MINUTE, 990, { isSure: false }],
        [31 * MINUTE + 1, 850],
        [31 * MINUTE + 2, 990, { isSure: false }],
        [31 * MINUTE + 3, 700, { isSure: false }],
      ],
      ['normal', 'killed', 'cooling', 'cooling', 'reduce', 'reduce', 'killed'],
    ],
  ])('%s', (_name, looks, expected) => {
    expect(modes(looks)).toEqual(expected);
  });

  test('the highest rises by sure looks alone', () => {
    const looks = standings([
      [0, 1_000],
      [1, 2_000, { isSure: false }],
      [2, 1_100],
    ]);
    expect(looks.map(({ highWater }) => highWater)).toEqual([1e9, 1e9, 1.1e9]);
  });

  test('after three recoveries of a day it waits for the next, which begins anew', () => {
    const kill = (minute: number): Look[] => [
      [minute * MINUTE, 740],
      [minute * MINUTE + 1, 740],
      [(minute + 31) * MINUTE, 850],
    ];
    const looks = standings([[0, 1_000], ...kill(1), ...kill(40), ...kill(80), ...kill(120)]);
    expect(looks.map(({ mode }) => mode)).toEqual([
      'normal',
      ...['killed', 'cooling', 'reduce'],
      ...['killed', 'cooling', 'reduce'],
      ...['killed', 'cooling', 'reduce'],
      ...['killed', 'cooling', 'cooling'],
    ]);
    const last = looks.at(-1) as RiskStanding;
    expect([last.recoveries, last.until]).toEqual([3, at(DAY / 2)]);
    const [before, next] = standings(
      [
        [DAY / 2 - 1, 850],
        [DAY / 2, 850],
      ],
      LIMITS,
      last,
    );
    expect([before?.mode, next?.mode, next?.recoveries]).toEqual(['cooling', 'reduce', 1]);
  });

  test('a restart in the middle goes on where it was', () => {
    const cooling = JSON.parse(JSON.stringify(standings(KILL).at(-1))) as RiskStanding;
    const again: Look[] = [
      [10 * MINUTE, 990],
      [31 * MINUTE, 850],
    ];
    expect(modes(again, LIMITS, cooling)).toEqual(['cooling', 'reduce']);
    const killed = standings(KILL)[1];
    expect(
      modes(
        [
          [5, 740, { openOrders: 1 }],
          [6, 740],
        ],
        LIMITS,
        killed,
      ),
    ).toEqual(['killed', 'cooling']);
  });

  test('what a worth that is not known yet would be is neither the highest nor a day’s', () => {
    const unknown = { isSure: false };
    const looks = standings([
      [0, 1_000, unknown],
      [DAY / 2, 900, unknown],
      [DAY / 2 + 1, 500],
      [DAY / 2 + 2, 700, unknown],
    ]);
    expect(looks.map(({ equity }) => equity)).toEqual([undefined, undefined, 5e8, 7e8]);
    expect(looks.map(({ highWater }) => highWater)).toEqual([undefined, undefined, 5e8, 5e8]);
    expect(looks.map(({ dayEquity }) => dayEquity)).toEqual([undefined, undefined, 5e8, 5e8]);
  });

  test('what no price will come of any more begins at its cost, and rises by sure looks', () => {
    const atCost = { isSure: false, awaitsPrice: false };
    const looks = standings([
      [0, 1_000, { isSure: false }],
      [1, 1_000, atCost],
      [2, 1_100, atCost],
      [3, 1_050],
      [4, 700],
    ]);
    const dollars = looks.map(({ highWater }) => highWater && highWater / SCALE);
    expect(dollars).toEqual([undefined, 1_000, 1_000, 1_050, 1_050]);
    expect(looks[1]).toMatchObject({ equity: 1e9, dayEquity: 1e9, mode: 'normal' });
    expect(looks[4]).toMatchObject({ mode: 'killed', cause: 'drawdown' });
  });

  describe('that nothing which is held can bring back', () => {
    /** So much is there, whatever ends how. */
    const flat = (dollars: number) => ({ atBest: (dollars * SCALE) as Usd });

    test('is over when it has cooled down: it goes on as if just brought back', () => {
      const looks = standings([
        ...KILL,
        [30 * MINUTE, 740, flat(740)],
        [30 * MINUTE + 1, 740, flat(740)],
      ]);
      expect(looks.map(({ mode }) => mode)).toEqual([
        ...['normal', 'killed', 'cooling', 'cooling', 'reduce'],
      ]);
      const over = { highWater: 925 * SCALE - 1, recoveries: 1, cause: undefined };
      expect(looks.at(-1)).toMatchObject(over);
    });

    test('kills anew at a quarter of that, and as often a day as it may recover', () => {
      const kill = (minute: number, dollars: number): Look[] => [
        [minute * MINUTE, dollars],
        [minute * MINUTE + 1, dollars],
        [(minute + 31) * MINUTE, dollars, flat(dollars)],
      ];
      const looks = standings([
        [0, 1_000],
        ...kill(1, 740),
        [35 * MINUTE, 694],
        ...kill(40, 690),
        ...kill(80, 640),
        ...kill(120, 599),
        [DAY / 2 - 1, 599, flat(599)],
        [DAY / 2, 599, flat(599)],
      ]);
      expect(looks.map(({ mode }) => mode)).toEqual([
        'normal',
        ...['killed', 'cooling', 'reduce', 'reduce'],
        ...['killed', 'cooling', 'reduce'],
        ...['killed', 'cooling', 'reduce'],
        ...['killed', 'cooling', 'cooling'],
        ...['cooling', 'reduce'],
      ]);
      expect(looks.map(({ recoveries }) => recoveries).slice(-3)).toEqual([3, 3, 1]);
    });

    test.each<[string, Look]>([
      ['while something held may', [31 * MINUTE, 740, flat(801)]],
      ['while nobody knows what is held', [31 * MINUTE, 740]],
      ['by a look that is not sure', [31 * MINUTE, 740, { ...flat(740), isSure: false }]],
      ['with nothing left', [31 * MINUTE, 0, flat(0)]],
    ])('is not over %s', (_name, look) => {
      expect(modes([...KILL, look]).at(-1)).toBe('cooling');
    });
  });

  test('says why, since when and until when', () => {
    const [, killed, , , over] = standings([...KILL, [30 * MINUTE, 850], [31 * MINUTE, 850]]);
    expect(killed).toMatchObject({ cause: 'drawdown', killedAt: at(1), until: at(1_801) });
    expect(over).toMatchObject({ cause: undefined, killedAt: undefined, until: undefined });
  });

  test('is watched only where there is a limit', () => {
    const none: LossLimits = { drawdown: 'unlimited', maxDayLoss: 'unlimited' };
    expect(
      modes(
        [
          [0, 1_000],
          [1, 0],
        ],
        none,
      ),
    ).toEqual(['normal', 'normal']);
  });
});

describe('the loss of a day', () => {
  const daily: LossLimits = { drawdown: 'unlimited', maxDayLoss: (100 * SCALE) as Usd };

  test('stops until the UTC day ends, whatever comes back', () => {
    const looks: Look[] = [
      [0, 1_000],
      [1, 900.01],
      [2, 900],
      [3, 1_000],
      [DAY / 2 - 1, 1_000],
      [DAY / 2, 1_000],
    ];
    const all = standings(looks, daily);
    expect(all.map(({ mode }) => mode)).toEqual([
      ...['normal', 'normal', 'killed', 'cooling', 'cooling', 'normal'],
    ]);
    expect(all[2]).toMatchObject({ cause: 'day_loss', until: at(DAY / 2) });
    expect(all[5]?.recoveries).toBe(0);
  });

  test('counts from what the last look of the day before said', () => {
    const looks: Look[] = [
      [0, 1_000],
      [DAY / 2 - 1, 950],
      [DAY / 2 + 1, 900],
      [DAY / 2 + 2, 850],
    ];
    const all = standings(looks, daily);
    expect(all.map(({ mode }) => mode)).toEqual(['normal', 'normal', 'normal', 'killed']);
    expect(all[3]?.dayEquity).toBe(950 * SCALE);
  });
});
