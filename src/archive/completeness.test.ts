import { expect, test } from 'vitest';
import { madeUp, second } from '../../test/support/made-up-log.ts';
import { judgeSeries } from './completeness.ts';
import type { SeriesTotals } from './series-totals.ts';

const market = { ...madeUp('x'), opensAt: second(0), closesAt: second(300) };
const rule = { firstWithinSeconds: 5, lastAfterSeconds: -15, moreMessagesThan: 0 };

const heard = (lastBook: number, lastMessage: number): SeriesTotals => ({
  market: 0,
  outcome: 0,
  rows: 5_000,
  books: 20,
  confirmations: 0,
  deltas: 5_000,
  trades: 0,
  lateTrades: 0,
  levels: 5_000,
  from: second(1),
  to: second(lastMessage),
  firstMessage: second(1),
  lastMessage: second(lastMessage),
  firstBook: second(1),
  lastBook: second(lastBook),
  hours: [],
  ticks: [],
});

test.each([
  ['by its last book', 290, 299, {}, []],
  ['not by changes after it', 270, 299, {}, ['last book -30.0 s after the close']],
  ['by changes after it, where they count', 270, 299, { lastIsAnyMessage: true } as const, []],
  [
    'not by changes that end too early',
    200,
    270,
    { lastIsAnyMessage: true } as const,
    ['last message -30.0 s after the close'],
  ],
])('a series is complete to the close %s', (_, lastBook, lastMessage, option, because) => {
  const judged = judgeSeries(heard(lastBook, lastMessage), market, { ...rule, ...option });
  expect(judged).toEqual({ complete: because.length === 0, because });
});
