// The exchange and the desk count the same money, each for itself: the one on its accounts, the
// other by what it is told. Whatever is traded, and however it is told, they come to the same, to
// the millionth of a dollar and of a share.
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { booksOfDesk, booksOfExchange, holdsApart } from '../support/twin-books/twin-books.ts';
import { disorderedDay, promptDay, type TwinDay } from '../support/twin-books/twin-steps.ts';
import { TwinWorld } from '../support/twin-books/twin-world.ts';

/** Another day finds no more by luck: whoever looks for more plays more runs. */
const SEED = 1;

/** What the desk may say of days like these: nothing is wrong with its books. */
const HARMLESS = ['foreign_order', 'foreign_trade', 'late_fill', 'missed_fill'];

const fillsOf = ({ desk }: TwinWorld) =>
  desk.records.filter(({ kind }) => kind === 'OrderFilled').length;

function agree(world: TwinWorld): void {
  const { stage } = world.desk;
  expect(stage.faults).toEqual([]);
  expect(stage.notices.filter(({ code }) => !HARMLESS.includes(code))).toEqual([]);
  const desk = booksOfDesk(world);
  expect(desk).toEqual(booksOfExchange(world, desk));
  // A part of a hold is given back with each fill, and rounded.
  expect(Math.abs(holdsApart(world))).toBeLessThanOrEqual(fillsOf(world));
  // The exchange itself makes no dollar and loses none.
  expect(world.venue.totalCash()).toBe(world.totalCash);
}

/** Fills of the desk, of the days that were played. */
let booked = 0;
beforeEach(() => {
  booked = 0;
});

async function played({ market, steps }: TwinDay): Promise<void> {
  const world = await TwinWorld.open(market);
  agree(world);
  for (const step of steps) {
    await world.play(step);
    if (market.isPrompt && !world.isWaiting()) agree(world);
  }
  if (!market.isEarly) {
    await world.quiet();
    agree(world);
    await world.night();
    agree(world);
    await world.play({ kind: 'restart', meanwhile: [] });
    agree(world);
  }
  await world.resolve();
  agree(world);
  booked += fillsOf(world);
  world.close();
}

test('whatever is traded, desk and exchange have the same books after each step', async () => {
  await fc.assert(fc.asyncProperty(promptDay, played), { numRuns: 120, seed: SEED });
  // Days on which nobody trades would show nothing.
  expect(booked).toBeGreaterThan(200);
}, 60_000);

test('told late, twice, in any order or never, they are the same in the end', async () => {
  await fc.assert(fc.asyncProperty(disorderedDay, played), { numRuns: 150, seed: SEED });
  expect(booked).toBeGreaterThan(200);
}, 60_000);
