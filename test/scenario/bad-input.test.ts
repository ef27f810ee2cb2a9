// What comes wrong, late or not at all, at the strategies that ship: each goes on with what is
// known, says what was not, and keeps what a person must look at.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StrategyIndex } from '../../src/domain/ids.ts';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import { SCALE } from '../../src/domain/units.ts';
import type { StrategyDefinition } from '../../src/ports/strategy.ts';
import { LearnedKeeper } from '../../src/runtime/learned/learned-keeper.ts';
import { parseParameters } from '../../src/runtime/parameters.ts';
import { LearnedFolder } from '../../src/store/learned/learned-folder.ts';
import { fusion } from '../../src/strategies/fusion/strategy.ts';
import { lateFavorite } from '../../src/strategies/late-favourite/strategy.ts';
import { ml } from '../../src/strategies/ml/strategy.ts';
import { aMarket, at } from '../support/a-market.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { stage } from '../support/engine-stage.ts';
import { temporaryFolder } from '../support/imported.ts';
import { LABELS, markets, play, WINDOW } from '../support/leaning-markets.ts';
import { StrategyBench } from '../support/strategy-bench.ts';
import { bookAt, closeAt, openAt, referenceAt, resolveAt } from '../support/tape-builder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const FEED = 'chainlink/btcusd';
const ruled = {
  value: { kind: 'spot_close_vs_open', feed: FEED, tie: 'first' },
  source: 'test',
} as const;

const windows = (count: number) => markets(count, { rule: ruled });

describe('a reference that is too old is no reference: the vote is of the others', () => {
  /** Last heard so many seconds before the vote. */
  function votes(ages: Readonly<Record<string, number>>): readonly string[] {
    const texts = { minSignals: '1', minScore: '0', side: 'vote' };
    const bench = new StrategyBench(fusion, texts, [aMarket({ labels: LABELS })]);
    const { deribit = 5, fear = 5, spot = 5 } = ages;
    const told = [
      [260 - fear, 'alternative/fear-greed', 20],
      [260 - deribit, 'deribit/btc-put-call-oi', 1.5],
      [80 - spot, 'binance/btcusdt', 100_000],
      [260 - spot, 'binance/btcusdt', 100_010],
    ] as const;
    const quotes = Array.from({ length: 30 }, (_, i) => 200 + 2 * i);
    const turns = [
      ...told.map(([s, feed, price]) => [s, () => bench.hear(s, feed, price)] as const),
      ...quotes.map((s) => [s, () => bench.quote(s, s < 240 ? '0.61' : '0.63', '0.65')] as const),
    ];
    for (const [, turn] of turns.toSorted(([a], [b]) => a - b)) turn();
    bench.quote(260, '0.69', '0.71');
    expect(bench.wishes.map(({ kind }) => kind)).toEqual(['submit']);
    const { numbers = {} } = bench.wishes[0]?.reason ?? {};
    return ['velocity', 'divergence', 'putCall', 'sentiment'].filter((name) => name in numbers);
  }

  test.each<[string, Record<string, number>, string[]]>([
    ['all are heard', {}, ['velocity', 'divergence', 'putCall', 'sentiment']],
    [
      'just in time',
      { deribit: 600, spot: 30 },
      ['velocity', 'divergence', 'putCall', 'sentiment'],
    ],
    ['Deribit is dead', { deribit: 600.1 }, ['velocity', 'divergence', 'sentiment']],
    ['the exchange is silent', { spot: 30.1 }, ['velocity', 'putCall', 'sentiment']],
    ['the index is of days ago', { fear: 172_801 }, ['velocity', 'divergence', 'putCall']],
  ])('%s', (_what, ages, heard) => {
    expect(votes(ages)).toEqual(heard);
  });
});

describe('a model whose feed falls silent', () => {
  /** Prices and books of a window, Up the winner of each second one; what was said of it. */
  function trade(bench: StrategyBench, market: number, heardFor: number): readonly string[] {
    const isUp = market % 2 === 0;
    const from = bench.wishes.length;
    for (let second = 0; second < 290; second += 5) {
      const now = market * WINDOW + second;
      if (second < heardFor) bench.hear(now, FEED, 100_000 + (isUp ? 1 : -1) * second + (now % 7));
      const cents = (isUp ? 62 : 36) + ((second / 5) % 2);
      const price = (add: number) => ((cents + add) / 100).toFixed(2);
      bench.quote(now, price(0), price(2), 2 * market);
    }
    bench.pass(market * WINDOW + 295);
    bench.resolve(market, isUp ? SCALE : 0);
    return bench.wishes
      .slice(from)
      .map((one) => (one.kind === 'skip' ? one.reason.code : one.kind));
  }

  test('buys nothing and says that an input is missing, until the feed is there again', () => {
    const texts = { minLiquidity: '0', minEdge: '-1', minExamples: '60' };
    const bench = new StrategyBench(ml, texts, windows(64));
    for (let market = 0; market < 60; market++) trade(bench, market, WINDOW);
    expect(trade(bench, 60, WINDOW)).toContain('submit');
    bench.fill(1);
    const forecasts = bench.forecasts.length;
    expect(new Set(trade(bench, 61, 0))).toEqual(new Set(['input_missing']));
    expect(bench.forecasts.length).toBe(forecasts);
    // The moves of five minutes are not known at once.
    trade(bench, 62, WINDOW);
    expect(trade(bench, 63, WINDOW)).toContain('submit');
  });
});

describe('a label that contradicts our own record', () => {
  const cast = (definition: StrategyDefinition, texts: Readonly<Record<string, string>>) => {
    const parameters = parseParameters(definition.parameters, texts);
    if (!parameters.ok) throw new Error(parameters.message);
    return definition.create(parameters.value, 1);
  };

  /** Up by what we heard; then a second window that the same feed decides. */
  function told(payout: number) {
    const strategies = [cast(ml, {}), cast(lateFavorite, { size: '6' })];
    const set = stage(strategies, { markets: windows(2), feeds: [FEED] });
    const book = (s: number, market: number) => bookAt(at(s), [[80, 100]], [[82, 100]], { market });
    set.play(openAt(at(0), 0), referenceAt(at(0), 100_000));
    set.play(...[60, 120, 180, 240].map((s) => book(s, 0)));
    set.play(referenceAt(at(WINDOW), 100_010), closeAt(at(WINDOW), 0), openAt(at(WINDOW), 1));
    set.play(resolveAt(at(330), payout), book(565, 1));
    const codes = set.journal.flatMap((entry): readonly (string | JournalEntry)[] => {
      if (entry.kind === 'Submitted' || entry.kind === 'Denied') {
        return [`${entry.kind} ${entry.command.terms.token >> 1}`];
      }
      const isDisputed = entry.kind === 'Skipped' && entry.reason.code === 'label_disputed';
      return isDisputed ? ['label_disputed'] : entry.kind === 'OutcomeDiffers' ? [entry] : [];
    });
    const facts = ml.readMemory?.(set.engine.memoryOf(0 as StrategyIndex) ?? '');
    return { codes, learned: facts?.ok === true ? facts.value.markets : undefined };
  }

  test('is kept with both sides of it, teaches nothing, and stops what its feed decides', () => {
    const evidence = { open: 100_000, close: 100_010, own: SCALE, official: 0 };
    expect(told(0)).toMatchObject({
      codes: [{ kind: 'OutcomeDiffers', feed: FEED, ...evidence }, 'label_disputed', 'Denied 1'],
      learned: 0,
    });
  });

  test('one that agrees is learned, and trading goes on', () => {
    expect(told(SCALE)).toEqual({ codes: ['Submitted 1'], learned: 1 });
  });
});

describe('a file of what was learned that is no more what it was', () => {
  const version = { strategy: 'ml', provenance: 'recorded', from: 'train', at: 1 } as const;
  const choices = strategyRun('', 'ml').strategies;

  /** How a run begins that finds a file with that done to it, and what lies there then. */
  async function begun(damage: (path: string, text: string) => void) {
    const bench = new StrategyBench(ml, {}, windows(12));
    play(bench, 0, 12);
    const folder = new LearnedFolder(temporaryFolder());
    await folder.add({ ...version, text: bench.memory ?? '' });
    const path = join(folder.path, 'ml.1.json');
    damage(path, readFileSync(path, 'utf8'));
    const before = readFileSync(path, 'utf8');
    const clock = new VirtualClock();
    const place = { folder: folder.path, provenance: 'live', run: 'r', clock } as const;
    const keeper = await LearnedKeeper.open(place, choices);
    expect(readdirSync(folder.path)).toEqual(['ml.1.json']);
    expect(readFileSync(path, 'utf8')).toBe(before);
    return keeper;
  }

  test('as it was written it is gone on with', async () => {
    expect(await begun(() => {})).toMatchObject({ ok: true });
  });

  test.each<[string, (text: string) => string]>([
    ['cut off', (text) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['changed by one digit', (text) => text.replace(/\d(?=[^\d]*$)/, (d) => `${9 - Number(d)}`)],
  ])('%s it is refused and left where it is', async (_what, change) => {
    const keeper = await begun((path, text) => writeFileSync(path, change(text)));
    expect(keeper).toMatchObject({ ok: false, code: 'learned_damaged' });
  });

  test('whole, but with a model that cannot be, as well', async () => {
    const keeper = await begun((path, written) => {
      const file = JSON.parse(written);
      const memory = JSON.parse(file.text);
      memory.models[0].registry.records[0].model.weights = ['much'];
      const text = JSON.stringify(memory);
      const hash = createHash('sha256').update(text).digest('hex');
      writeFileSync(path, JSON.stringify({ ...file, text, hash }));
    });
    expect(keeper).toMatchObject({ ok: false, code: 'memory_corrupt' });
  });
});
