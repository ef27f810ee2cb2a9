import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { WantedMarkets } from './wanted-markets.ts';

const facts = (slug: string) => ({ slug }) as MarketFacts;
const noRoom = refuse('no_room', '2 tokens, room for 0');

/** A recorder that takes a market in, or not. */
function stage() {
  const clock = new VirtualClock();
  const watched = new Set<string>();
  const notes: string[] = [];
  const recorder = { answer: ok(undefined) as Result<void>, tries: 0 };
  const wanted = new WantedMarkets({
    clock,
    random: () => 0.5,
    watch: ({ slug }) => {
      recorder.tries++;
      if (recorder.answer.ok) watched.add(slug);
      return recorder.answer;
    },
    resume: () => ok(undefined),
    release: (slug) => watched.delete(slug),
    tell: (text) => notes.push(text),
  });
  return { clock, watched, notes, recorder, wanted };
}

test('a market without room is tried again, ever more seldom, and told once', async () => {
  const { clock, watched, notes, recorder, wanted } = stage();
  recorder.answer = noRoom;
  wanted.accepting(facts('a'), false);
  expect(wanted.troubles).toEqual(['1 market is not recorded: 2 tokens, room for 0; trying again']);
  await clock.pass(3_600_000);
  expect(recorder.tries).toBeGreaterThan(10);
  expect(recorder.tries).toBeLessThan(30);
  recorder.answer = ok(undefined);
  await clock.pass(300_000);
  expect([...watched]).toEqual(['a']);
  expect(notes).toEqual(['a: 2 tokens, room for 0; trying again', 'a is recorded now']);
  expect([wanted.troubles, clock.waiting]).toEqual([[], 0]);
});

test.each<[string, (wanted: WantedMarkets) => void]>([
  ['is over', (wanted) => wanted.closed('a')],
  ['is let go', (wanted) => wanted.letGo('a')],
  ['is one of a recording that ends', (wanted) => wanted.stop()],
])('a market that %s is not tried again', async (_name, end) => {
  const { clock, recorder, wanted } = stage();
  recorder.answer = noRoom;
  wanted.accepting(facts('a'), false);
  end(wanted);
  await clock.pass(3_600_000);
  expect([recorder.tries, clock.waiting, wanted.troubles]).toEqual([1, 0, []]);
});

test('a recording that has ended takes nothing in, later neither', () => {
  const { clock, notes, recorder, wanted } = stage();
  recorder.answer = refuse('stopped', 'the recording has ended: start anew');
  wanted.accepting(facts('a'), false);
  expect([notes, clock.waiting]).toEqual([['a: the recording has ended: start anew'], 0]);
});

test('a market that was let go before it took orders is not recorded, until it is wanted', () => {
  const { watched, wanted } = stage();
  wanted.take('a');
  wanted.letGo('a');
  wanted.accepting(facts('a'), false);
  expect(watched.size).toBe(0);
  wanted.take('a');
  expect([...watched]).toEqual(['a']);
  wanted.letGo('a');
  expect(watched.size).toBe(0);
});

test('a planned window is not let go by who chose it as well', () => {
  const { watched, wanted } = stage();
  wanted.take('a');
  wanted.letGo('a');
  wanted.accepting(facts('a'), true);
  wanted.letGo('a');
  expect([...watched]).toEqual(['a']);
});
