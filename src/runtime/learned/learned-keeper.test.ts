import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Provenance } from '../../domain/provenance.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { LearnedFolder } from '../../store/learned/learned-folder.ts';
import { LearnedKeeper } from './learned-keeper.ts';

const learner: StrategyDefinition = {
  name: 'learner',
  summary: '',
  parameters: {},
  create: () => ({}),
  readMemory: (text) =>
    text.startsWith('knows')
      ? ok({ learnedUntil: undefined, markets: 0, lines: [], awaits: [text.slice(6)] })
      : refuse('memory_corrupt', 'it knows nothing'),
};
const { readMemory: _, ...plain } = { ...learner, name: 'plain' };
const chosen = (definitions: readonly StrategyDefinition[]) =>
  definitions.map((definition) => ({ name: definition.name, definition, parameters: {} }));
const choices = chosen([plain, learner]);

const opened = async (folder: string, changes = {}, those = choices) => {
  const clock = new VirtualClock();
  const place = { folder, provenance: 'live' as Provenance, run: 'one', clock };
  return LearnedKeeper.open({ ...place, ...changes }, those);
};

async function keeperIn(folder: string, changes = {}, those = choices) {
  const keeper = await opened(folder, changes, those);
  if (!keeper.ok) throw new Error(keeper.message);
  return keeper.value;
}

/** The second strategy knows so much. */
const knowing = (text: string | undefined) => ({
  memoryOf: (strategy: number) => (strategy === 1 ? text : undefined),
});
const newest = (folder: string) => new LearnedFolder(folder).newest('learner');

test('a run goes on from what the one before had learned, into a version of its own', async () => {
  const folder = temporaryFolder();
  const first = await keeperIn(folder);
  expect(first.strategies).toEqual(choices);
  first.append({ kind: 'MarketResolved' });
  await first.keep(knowing('knows one'));
  first.append({ kind: 'MarketResolved' });
  await first.keep(knowing('knows two'));
  const second = await keeperIn(folder, { run: 'two' });
  expect(second.strategies.map(({ memory }) => memory)).toEqual([undefined, 'knows two']);
  second.append({ kind: 'Submitted' });
  await second.keep(knowing('knows three'));
  expect(await newest(folder)).toMatchObject({
    value: {
      version: 2,
      from: 'two',
      at: new VirtualClock().now(),
      provenance: 'live',
      text: 'knows three',
    },
  });
  expect(await new LearnedFolder(folder).read('learner', 1)).toMatchObject({
    value: { text: 'knows two' },
  });
});

test('a version that somebody else has kept meanwhile stays as it is', async () => {
  const folder = temporaryFolder();
  const keeper = await keeperIn(folder);
  const other = { strategy: 'learner', provenance: 'recorded', from: 'train', at: 1 } as const;
  await new LearnedFolder(folder).add({ ...other, text: 'knows all' });
  keeper.append({ kind: 'MarketResolved' });
  await keeper.keep(knowing('knows one'));
  const kept = await Promise.all(
    [1, 2].map((one) => new LearnedFolder(folder).read('learner', one)),
  );
  expect(kept).toMatchObject([{ value: { text: 'knows all' } }, { value: { text: 'knows one' } }]);
});

test('the markets are told whose outcome is waited for', async () => {
  const folder = temporaryFolder();
  const first = await keeperIn(folder);
  expect(first.awaited).toEqual([]);
  // What was seen of a market is kept before it is decided.
  first.append({ kind: 'Skipped' });
  await first.keep(knowing('knows btc-1'));
  expect((await keeperIn(folder)).awaited).toEqual(['btc-1']);
});

test('nothing is asked for while nothing can have been learned', async () => {
  const keeper = await keeperIn(temporaryFolder());
  let asked = 0;
  const counting = { memoryOf: () => void asked++ };
  await keeper.keep(counting);
  keeper.append({ kind: 'MarketListed' });
  await keeper.keep(counting);
  expect(asked).toBe(0);
  keeper.append({ kind: 'MarketResolved' });
  await keeper.keep(counting);
  await keeper.keep(counting);
  // The other one does not learn.
  expect(asked).toBe(1);
});

describe('while it runs', () => {
  /** A keeper that is asked each five seconds, and how often it asked for what is known. */
  async function running(definitions: readonly StrategyDefinition[] = [plain, learner]) {
    const clock = new VirtualClock();
    const keeper = await keeperIn(temporaryFolder(), { clock }, chosen(definitions));
    const asked = { times: 0 };
    const counting = { memoryOf: (strategy: number) => `knows ${strategy} ${asked.times++}` };
    const pass = async (seconds: number, ...heard: JournalEntry['kind'][]) => {
      for (let s = 0; s < seconds; s += 5) {
        for (const kind of heard) keeper.append({ kind });
        clock.advance(5_000);
        await keeper.keepDue(counting);
      }
    };
    return { asked, pass, keep: () => keeper.keep(counting) };
  }

  test('looks alone are written once in a minute', async () => {
    const { asked, pass } = await running();
    await pass(5, 'Forecasted');
    expect(asked.times).toBe(1);
    await pass(55, 'Forecasted', 'Skipped');
    expect(asked.times).toBe(1);
    await pass(5, 'Skipped');
    expect(asked.times).toBe(2);
    await pass(600, 'Forecasted');
    expect(asked.times).toBe(12);
    // What was looked at before is in it; nothing has come since.
    await pass(600);
    expect(asked.times).toBe(12);
  });

  test('a label or an order is written at once, with the looks before it', async () => {
    const { asked, pass } = await running();
    await pass(5, 'Forecasted');
    await pass(5, 'MarketResolved', 'Skipped');
    await pass(5, 'Submitted');
    await pass(5, 'Answered', 'Forecasted');
    expect(asked.times).toBe(4);
    await pass(600);
    expect(asked.times).toBe(4);
  });

  test('estimates that may lag are written once in a minute, whatever is ordered', async () => {
    const { asked, pass, keep } = await running([{ ...learner, memoryMayLag: true }]);
    await pass(65, 'Submitted', 'Answered');
    expect(asked.times).toBe(2);
    await pass(5, 'MarketResolved');
    await keep();
    expect(asked.times).toBe(3);
  });

  test('one that may lag does not hold up another', async () => {
    const { asked, pass } = await running([{ ...learner, memoryMayLag: true }, learner]);
    await pass(20, 'Submitted');
    expect(asked.times).toBe(1 + 4);
  });

  test('what waits for its minute is written when the run ends', async () => {
    const { asked, pass, keep } = await running();
    await pass(10, 'Skipped');
    expect(asked.times).toBe(1);
    await keep();
    await keep();
    expect(asked.times).toBe(2);
  });
});

test('of a strategy that is halted the last word stays', async () => {
  const folder = temporaryFolder();
  const keeper = await keeperIn(folder);
  keeper.append({ kind: 'MarketResolved' });
  await keeper.keep(knowing('knows one'));
  keeper.append({ kind: 'MarketResolved' });
  await keeper.keep(knowing(undefined));
  expect(await newest(folder)).toMatchObject({ value: { text: 'knows one' } });
});

test('what could not be written is tried again', async () => {
  const folder = join(temporaryFolder(), 'learned');
  const keeper = await keeperIn(folder);
  keeper.append({ kind: 'MarketResolved' });
  // Where the folder is to be there is a file.
  writeFileSync(folder, '');
  await expect(keeper.keepDue(knowing('knows one'))).rejects.toThrow();
  rmSync(folder);
  await keeper.keepDue(knowing('knows one'));
  expect(await newest(folder)).toMatchObject({ value: { text: 'knows one' } });
});

test('anew, it begins with nothing and writes beside what there was', async () => {
  const folder = temporaryFolder();
  const first = await keeperIn(folder);
  first.append({ kind: 'MarketResolved' });
  await first.keep(knowing('knows one'));
  const fresh = await keeperIn(folder, { isFresh: true });
  expect(fresh.strategies).toEqual(choices);
  fresh.append({ kind: 'MarketResolved' });
  await fresh.keep(knowing('knows little'));
  expect(await new LearnedFolder(folder).versions('learner')).toEqual([1, 2]);
});

describe('a run does not begin with', () => {
  async function written(text: string, provenance: Provenance) {
    const folder = temporaryFolder();
    const made = { strategy: 'learner', provenance, from: '', at: 1, text };
    await new LearnedFolder(folder).add(made);
    return folder;
  }

  test.each<[string, Provenance, Provenance]>([
    ['an invented world’s in the real one', 'simulated', 'live'],
    ['the real one’s in an invented world', 'recorded', 'simulated'],
  ])('%s', async (_what, learned, provenance) => {
    const keeper = await opened(await written('knows one', learned), { provenance });
    expect(keeper).toMatchObject({ ok: false, code: 'other_provenance' });
  });

  test('what recordings have taught a live run may begin with', async () => {
    expect((await opened(await written('knows one', 'recorded'))).ok).toBe(true);
  });

  test('a memory that cannot be read', async () => {
    const keeper = await opened(await written('nothing', 'live'));
    const message = 'learner, version 1: it knows nothing';
    expect(keeper).toEqual({ ok: false, code: 'memory_corrupt', message });
  });
});
