import { expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import { aSetChange } from '../../../test/support/a-set-change.ts';
import { BECAUSE, openGate, sent, terms } from '../../../test/support/engine-stage.ts';
import { fillOf, ScriptedExchange } from '../../../test/support/scripted-exchange.ts';
import { bookAt, messagesToTape, printAt } from '../../../test/support/tape-builder.ts';
import type { Approved, ChangeSets } from '../../domain/command.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { BID } from '../../domain/side.ts';
import { NO_USD, type Timestamp, type Usd } from '../../domain/units.ts';
import { Engine } from '../../engine/engine.ts';
import { Loop } from '../../engine/loop.ts';
import type { Strategy } from '../../ports/strategy.ts';
import { SimulatedExchange } from '../../sim/simulated-exchange.ts';
import { DeskExchange } from './desk-exchange.ts';

/** Buys a share at 60 cents on each book. */
const buyer: Strategy = {
  onBook: (_market, _view, desk) => void desk.submit(terms('buy', 5, 60), BECAUSE),
};

function stage() {
  const market = aMarket({ opensAt: undefined, closesAt: undefined });
  const universe = { markets: [market], knownAhead: 1, hasTrades: [true] };
  const venue = new ScriptedExchange();
  const paper = new SimulatedExchange(universe as never, { cash: NO_USD });
  const exchange = new DeskExchange(venue, paper);
  const journal: JournalEntry[] = [];
  const engine = new Engine({
    universe,
    feeds: [],
    strategies: [() => buyer],
    capital: 100_000_000 as Usd,
    gate: openGate,
    closeLead: 0,
    execution: exchange,
    journal: { append: (entry) => journal.push(entry) },
  });
  const loop = new Loop(engine, exchange);
  const play = (at: number) => {
    loop.play(messagesToTape(bookAt(at, [[40, 50]], [[60, 50]]), printAt(at + 1, BID, [40, 1])));
    loop.advance((at + 1) as Timestamp);
  };
  const fills = () =>
    journal.flatMap((entry) =>
      entry.kind === 'Answered' && entry.event.kind === 'OrderFilled' ? [entry.event.fill] : [],
    );
  return { venue, paper, exchange, engine, play, fills, loop };
}

test('orders go to the venue until it is left, then to the simulated exchange alone', () => {
  const { venue, paper, exchange, engine, play, fills, loop } = stage();
  venue.onRequest = (request) => {
    if (request.kind !== 'submit') return;
    const { order, at } = request;
    const fill = { ...fillOf(1, order), evidence: 'venue' as const };
    venue.say(at, { kind: 'OrderAccepted', order: order.id });
    venue.say(at, { kind: 'OrderFilled', order: order.id, fill });
  };
  play(10);
  expect([sent(venue.requests).length, fills().length]).toEqual([1, 1]);
  // It has followed the books all along, and takes over money and shares as they are.
  exchange.leaveVenue(engine.state);
  expect(paper.account.cash).toBe(engine.state.account.cash);
  expect(paper.account.position(0 as never)).toMatchObject({ traded: 5_000_000 });
  play(20);
  play(30);
  expect(sent(venue.requests)).toHaveLength(1);
  expect(fills().map(({ id, evidence }) => [id, evidence])).toEqual([
    [1, 'venue'],
    [2, 'book'],
    [3, 'book'],
  ]);
  expect(paper.account.cash).toBe(engine.state.account.cash);
  // The chain's word on the venue's fill is still heard, by its own number.
  expect([...engine.state.settling.keys()]).toEqual([1]);
  const order = fills()[0]?.order as never;
  venue.say(40, { kind: 'FillSettled', order, fillId: 1, settlement: 'confirmed' });
  loop.advance(40 as Timestamp);
  expect(engine.state.settling.size).toBe(0);
});

test('splits and merges go where orders go', () => {
  const { venue, exchange, engine, paper } = stage();
  const change = aSetChange() as Approved<ChangeSets>;
  exchange.changeSets(change, 10 as Timestamp);
  expect(venue.requests).toMatchObject([{ kind: 'sets', change: { id: 1 } }]);
  exchange.leaveVenue(engine.state);
  exchange.changeSets(change, 20 as Timestamp);
  expect(venue.requests).toHaveLength(1);
  expect(exchange.poll(9e6 as Timestamp)).toMatchObject({ kind: 'SetsChanged', change: 1 });
  expect(exchange.setGas).toBe(paper.setGas);
});
