import { expect, test } from 'vitest';
import { aSetChange } from '../../../test/support/a-set-change.ts';
import { anOrder } from '../../../test/support/an-order.ts';
import { fillOf } from '../../../test/support/scripted-exchange.ts';
import type { SubmitOrder } from '../../domain/command.ts';
import type { ExchangeEvent } from '../../domain/event.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Market } from '../../domain/market.ts';
import type { Shares } from '../../domain/units.ts';
import { chooseDecisions } from './choose-decisions.ts';
import { type Fate, fatesOf } from './decision.ts';
import { DecisionFold } from './decision-fold.ts';

const order = (id: number): SubmitOrder => ({ ...anOrder(), id }) as SubmitOrder;
const submitted = (id: number) => ({ kind: 'Submitted', at: id, command: order(id) });
const answered = (id: number, event: object) => ({
  kind: 'Answered',
  at: 100 + id,
  event: { order: id, ...event } as unknown as ExchangeEvent,
});
const filled = (id: number, part = 1) => {
  const fill = fillOf(id, order(id));
  return answered(id, {
    kind: 'OrderFilled',
    fill: { ...fill, size: (fill.size * part) as Shares },
  });
};
const cancel = (id: number) => ({
  kind: 'CancelRequested',
  at: 50,
  command: { kind: 'CancelOrder', order: id, strategy: 0, reason: { code: 'moved', numbers: {} } },
});

function folded(...entries: readonly object[]): DecisionFold {
  const fold = new DecisionFold(() => undefined);
  for (const entry of entries) fold.append(entry as JournalEntry);
  return fold;
}

const fates = (...entries: readonly object[]) => folded(...entries).decisions.map(fatesOf);

test.each<[string, readonly object[], readonly Fate[]]>([
  ['nothing answered', [], ['open']],
  ['accepted', [answered(1, { kind: 'OrderAccepted' })], ['open']],
  ['filled whole', [filled(1)], ['filled']],
  ['filled in part', [filled(1, 0.5)], ['filled', 'open']],
  ['rejected', [answered(1, { kind: 'OrderRejected', code: 'x' })], ['rejected']],
  [
    'the rest expired',
    [filled(1, 0.5), answered(1, { kind: 'OrderExpired' })],
    ['filled', 'expired'],
  ],
  ['of another order', [filled(2)], ['open']],
])('an order with %s', (_, answers, expected) => {
  expect(fates(submitted(1), ...answers)).toEqual([expected]);
});

test('a cancel has what came after it, its order all of it', () => {
  const canceled = answered(1, { kind: 'OrderCanceled', reason: 'requested' });
  expect(fates(submitted(1), filled(1, 0.5), cancel(1), canceled)).toEqual([
    ['filled', 'canceled'],
    ['cancel', 'canceled'],
  ]);
  const late = answered(1, { kind: 'CancelRejected', code: 'not_open' });
  expect(fates(submitted(1), cancel(1), filled(1), late)[1]).toEqual([
    'cancel',
    'rejected',
    'filled',
  ]);
});

test('what risk denied has no other fate; entries are counted as the journal does', () => {
  const denied = { ...submitted(1), kind: 'Denied', code: 'too_large', message: '' };
  const closes = { kind: 'MarketClosed', at: 0, market: 0 };
  expect(folded(closes, denied).decisions).toMatchObject([
    { entry: 2, denied: { code: 'too_large' }, answers: [] },
  ]);
  expect(fates(denied)).toEqual([['denied']]);
});

test('decisions are chosen by time, market and fate; turns come only with all kinds', () => {
  const halt = { kind: 'StrategyHalted', at: 3, strategy: 0, message: '', restartAt: undefined };
  const { decisions, turns } = folded(submitted(1), submitted(2), halt, filled(2), submitted(4));
  const run = { decisions, turns, markets: [{ slug: 'btc-1' } as Market] };
  const chosen = (choice: object) => chooseDecisions(run, choice).map(({ entry }) => entry);
  expect(chosen({})).toEqual([1, 2, 3, 5]);
  expect(chosen({ from: 2, to: 4 })).toEqual([2, 3]);
  expect(chosen({ fates: ['filled'] })).toEqual([2]);
  expect(chosen({ markets: ['btc-*'] })).toEqual([1, 2, 5]);
  expect(chosen({ markets: ['eth-*'] })).toEqual([]);
});

test('a split or a merge is a decision, with what was answered about it', () => {
  const requested = { kind: 'SetsRequested', at: 1, command: aSetChange() };
  const refused = { kind: 'SetsRefused', change: 1, code: 'chain_unavailable' };
  const denied = { ...requested, kind: 'SetsDenied', code: 'paused', message: 'paused' };
  const said = (event: object) => ({ kind: 'SetsAnswered', at: 9, event });
  expect(fates(requested, said({ kind: 'SetsChanged', change: 1, gas: 5 }))).toEqual([['sets']]);
  expect(fates(requested, said(refused))).toEqual([['sets', 'rejected']]);
  expect(fates(denied)).toEqual([['denied']]);
  const [decision] = folded(requested, said(refused)).decisions;
  expect(decision).toMatchObject({ market: 0, wish: { kind: 'sets' }, answers: [{ at: 9 }] });
});
