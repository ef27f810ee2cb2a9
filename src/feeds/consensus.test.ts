import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recording, testRecorded } from '../../test/support/recorded.ts';
import {
  CONSENSUS_RULE,
  type ConsensusRule,
  consensusOf,
  type SourceReading,
} from './consensus.ts';

const rule: ConsensusRule = { ageMsMost: 5_000, apartPpmMost: 1_000, sourcesLeast: 2 };

/** [source, dollars, age in ms]; without dollars: never heard. */
type Sketch = readonly [source: string, dollars?: number, ageMs?: number];

const readings = (...sketches: readonly Sketch[]): SourceReading[] =>
  sketches.map(([source, dollars, ageMs = 0]) => ({
    source,
    heard: dollars === undefined ? undefined : { value: Math.round(dollars * 1e6), ageMs },
  }));

describe('one price out of several', () => {
  type Case = [
    name: string,
    sources: readonly Sketch[],
    value: number | undefined,
    why: string | undefined,
    leftOut: readonly string[],
  ];
  const cases: Case[] = [
    [
      'all agree',
      [
        ['a', 100],
        ['b', 100.02],
        ['c', 100.01],
      ],
      100.01,
      undefined,
      [],
    ],
    [
      'two: half-way',
      [
        ['a', 100],
        ['b', 100.02],
      ],
      100.01,
      undefined,
      [],
    ],
    [
      'one is off',
      [
        ['a', 100],
        ['b', 103],
        ['c', 100.01],
      ],
      100.005,
      undefined,
      ['b outlier'],
    ],
    [
      'one is off by far',
      [
        ['a', 100],
        ['b', 1e9],
        ['c', 100],
      ],
      100,
      undefined,
      ['b outlier'],
    ],
    [
      'one is of another asset',
      [
        ['a', 100],
        ['b', 0.5],
        ['c', 100],
      ],
      100,
      undefined,
      ['b outlier'],
    ],
    [
      'one is frozen',
      [
        ['a', 100],
        ['b', 99, 5_001],
        ['c', 100],
      ],
      100,
      undefined,
      ['b stale'],
    ],
    ['one never came', [['a', 100], ['b'], ['c', 100]], 100, undefined, ['b unheard']],
    [
      'of two one is frozen',
      [
        ['a', 100],
        ['b', 100, 5_001],
      ],
      undefined,
      'too_few',
      ['b stale'],
    ],
    ['nobody ever came', [['a'], ['b']], undefined, 'too_few', ['a unheard', 'b unheard']],
    ['no sources', [], undefined, 'too_few', []],
    [
      'two differ: nobody knows which is wrong',
      [
        ['a', 100],
        ['b', 101],
      ],
      undefined,
      'disagreement',
      ['a outlier', 'b outlier'],
    ],
    [
      'two camps',
      [
        ['a', 100],
        ['b', 101],
        ['c', 100],
        ['d', 101],
      ],
      undefined,
      'disagreement',
      ['a outlier', 'b outlier', 'c outlier', 'd outlier'],
    ],
    [
      'a minority in the middle of liars',
      [
        ['a', 100],
        ['b', 100.01],
        ['c', 90],
        ['d', 110],
        ['e', 120],
      ],
      undefined,
      'disagreement',
      ['c outlier', 'd outlier', 'e outlier'],
    ],
  ];
  test.each(cases)('%s', (_name, sources, value, why, leftOut) => {
    const consensus = consensusOf(readings(...sources), rule);
    expect(consensus.value).toBe(value === undefined ? undefined : Math.round(value * 1e6));
    expect(consensus.why).toBe(why);
    expect(consensus.leftOut.map((one) => `${one.source} ${one.why}`).sort()).toEqual(leftOut);
    const left = consensus.leftOut.map(({ source }) => source);
    expect([...consensus.used, ...left].sort()).toEqual(sources.map(([source]) => source).sort());
  });

  test('is on the border still believed, and beyond it not', () => {
    const at = (value: number) =>
      consensusOf(readings(['a', 1_000], ['b', 1_000], ['c', value]), rule).used;
    expect(at(1_001)).toEqual(['a', 'b', 'c']);
    expect(at(1_001.000001)).toEqual(['a', 'b']);
    expect(at(998.999999)).toEqual(['a', 'b']);
    const aged = readings(['a', 1, 5_000], ['b', 1, 5_000]);
    expect(consensusOf(aged, rule).used).toEqual(['a', 'b']);
  });

  test('says by how much and how old', () => {
    const { leftOut } = consensusOf(readings(['a', 100], ['b', 101, 7], ['c', 100]), rule);
    expect(leftOut).toEqual([
      { source: 'b', why: 'outlier', value: 101_000_000, ageMs: 7, apartPpm: 10_000 },
    ]);
  });

  test('of one source is only what was asked for', () => {
    const one = readings(['a', 100]);
    expect(consensusOf(one, rule)).toMatchObject({ value: undefined, why: 'too_few' });
    expect(consensusOf(one, { ...rule, sourcesLeast: 1 })).toMatchObject({ value: 100_000_000 });
    expect(consensusOf([], { ...rule, sourcesLeast: 0 })).toMatchObject({ why: 'too_few' });
  });

  test('throws on readings that cannot be', () => {
    expect(() => consensusOf(readings(['a', 1], ['a', 1]), rule)).toThrow('twice');
    expect(() => consensusOf(readings(['a', 0]), rule)).toThrow('price of 0');
  });
});

describe('whatever is told', () => {
  const reading = fc.record({
    heard: fc.option(
      fc.record({ value: fc.integer({ min: 1, max: 2 ** 52 }), ageMs: fc.nat(20_000) }),
      { nil: undefined },
    ),
  });
  const several = fc
    .array(reading, { maxLength: 9 })
    .map((all) => all.map(({ heard }, index) => ({ source: `s${index}`, heard })));

  test('the order does not matter', () => {
    fc.assert(
      fc.property(several, fc.nat(), (all, seed) => {
        const turned = [...all.slice(seed % 7), ...all.slice(0, seed % 7)].reverse();
        expect(consensusOf(turned, CONSENSUS_RULE)).toEqual(consensusOf(all, CONSENSUS_RULE));
      }),
    );
  });

  test('liars in the minority move nothing beyond what the honest say', () => {
    const honest = fc.array(fc.integer({ min: 99_980_000, max: 100_020_000 }), {
      minLength: 2,
      maxLength: 5,
    });
    const lie = fc.integer({ min: 1, max: 2 ** 52 });
    fc.assert(
      fc.property(honest, fc.array(lie, { maxLength: 4 }), (truths, lies) => {
        const told = [...truths, ...lies.slice(0, truths.length - 1)];
        const all = told.map((value, index) => ({
          source: `s${index}`,
          heard: { value, ageMs: 0 },
        }));
        const { value } = consensusOf(all, CONSENSUS_RULE);
        expect(value).toBeGreaterThanOrEqual(Math.min(...truths));
        expect(value).toBeLessThanOrEqual(Math.max(...truths));
      }),
    );
  });
});

testRecorded(
  'five recorded minutes of three sources agree in every second',
  recording('oracle-lag-ticks-2026-04'),
  (folder) => {
    const lines = gunzipSync(readFileSync(join(folder, 'feed_latency_ticks.jsonl.gz')))
      .toString('utf8')
      .split('\n');
    type Tick = { source: string; asset: string; price: number; msg: number; received: number };
    const ticks = lines.slice(0, -1).map((line): Tick => {
      const { source, asset, price, msg_ts_ms, recv_ts_ms } = JSON.parse(line);
      return { source, asset, price, msg: msg_ts_ms, received: recv_ts_ms };
    });
    for (const asset of ['BTC', 'ETH', 'SOL', 'XRP']) {
      const own = ticks.filter((tick) => tick.asset === asset);
      const newest = new Map<string, Tick>();
      const asked = { known: 0, unknown: 0 };
      let nextMs = (own[0]?.received ?? 0) + 3_000;
      for (const tick of own) {
        for (; nextMs <= tick.received; nextMs += 1_000) {
          const all = [...newest.values()].map(({ source, price, msg }) => ({
            source,
            heard: { value: Math.round(price * 1e6), ageMs: nextMs - msg },
          }));
          const { value, leftOut } = consensusOf(all, CONSENSUS_RULE);
          asked[value === undefined ? 'unknown' : 'known']++;
          expect([all.length, leftOut]).toEqual([3, []]);
        }
        newest.set(tick.source, tick);
      }
      expect(asked.unknown).toBe(0);
      expect(asked.known).toBeGreaterThan(290);
    }
  },
);
