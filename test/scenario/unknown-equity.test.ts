// An account that holds something of which no price was heard: nobody knows what it has lost.
import { expect, test } from 'vitest';
import type { Opening } from '../../src/engine/opening.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { createRiskGate } from '../../src/risk/gate.ts';
import { DEFAULT_RISK_LIMITS } from '../../src/risk/risk-limits.ts';
import { at } from '../support/a-market.ts';
import { BECAUSE, openMarket, type Stage, stage, terms } from '../support/engine-stage.ts';
import { bookAt, closeAt, listAt, type Message, resolveAt } from '../support/tape-builder.ts';

const markets = [
  openMarket({ tokens: ['1', '2'] as never }),
  openMarket({ slug: 'other', tokens: ['3', '4'] as never }),
  // Told of later, if at all.
  openMarket({ slug: 'over', tokens: ['5', '6'] as never }),
];

/** A book of the first market around a midpoint, and one of the other. */
const mid = (second: number, cents: number): Message =>
  bookAt(at(second), [[cents - 1, 1_000]], [[cents + 1, 1_000]]);
const other = (second: number) => bookAt(at(second), [[49, 9]], [[51, 9]], { market: 1 });

const position = { token: '1' as never, strategy: 0 as never, shares: 100e6, cost: 80e6 };
const opening = { positions: [position as never], firstOrder: 1 as never };

/** Wants five shares of the other market at each of its books. */
const wisher = (): Strategy => ({
  onBook: (market, _view, desk) => {
    if (market === 1) desk.submit(terms('buy', 5, 40, 2), BECAUSE);
  },
});

/** All that it orders rests, and is canceled when it asks. */
function desk(dollars: number, begins: Partial<Opening>): Stage {
  const gate = createRiskGate(DEFAULT_RISK_LIMITS);
  const set = stage([wisher()], { markets, knownAhead: 2, gate, dollars, opening: begins });
  const { exchange } = set;
  exchange.onRequest = (request) => {
    if (request.kind === 'submit') {
      exchange.say(request.at, { kind: 'OrderAccepted', order: request.order.id });
    }
    if (request.kind !== 'cancel') return;
    const { order } = request;
    exchange.say(request.at + 1_000, { kind: 'OrderCanceled', order, reason: 'requested' });
  };
  return set;
}

/** When the mode changed, in seconds of the test, and to what. */
const modes = ({ journal }: Stage) =>
  journal.flatMap((entry) =>
    entry.kind === 'RiskModeChanged' ? [[(entry.at - at(0)) / 1e6, entry.mode] as const] : [],
  );

const denials = ({ journal }: Stage) =>
  journal.flatMap((entry) => (entry.kind === 'Denied' ? [entry.code] : []));

test('buys nothing until what it holds has a price, however long, and counts from there', () => {
  const set = desk(20, opening);
  set.play(other(0), other(70), mid(90, 30), other(92), mid(95, 22), other(97));
  expect(denials(set)).toEqual(['equity_unknown', 'equity_unknown']);
  expect(modes(set).map(([second, mode]) => [Math.ceil(second), mode])).toEqual([[96, 'reduce']]);
  expect(set.engine.state.risk.standing).toMatchObject({ highWater: 50e6, dayEquity: 50e6 });
});

test.each<[string, boolean, number, readonly Message[]]>([
  ['of a market that closes without one', false, 0, [closeAt(at(5))]],
  ['of one that had closed before, and is told of as it pays', true, 2, []],
])('buys after a minute where no price will come, %s: it counts its cost', (...of) => {
  const [, isOver, market, then] = of;
  const token = isOver ? '5' : '1';
  const positions = [{ ...position, token, isOver } as never];
  const set = desk(200, { ...opening, positions });
  const told = isOver ? [listAt(at(79), market), closeAt(at(79.5), market)] : [];
  const paid = [...told, resolveAt(at(80), 0, { market })];
  set.play(other(0), ...then, other(30), other(70), ...paid, other(85));
  expect(denials(set)).toEqual(['equity_unknown', 'equity_unknown', 'killed']);
  expect(modes(set)).toMatchObject([
    [80, 'killed'],
    [expect.any(Number), 'cooling'],
  ]);
  expect(set.engine.state.risk.standing).toMatchObject({ highWater: 280e6, dayEquity: 280e6 });
});
