// Random tapes, strategies and answers: whatever a venue may do, the money adds up.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BECAUSE, openGate, openMarket, terms } from '../../test/support/engine-stage.ts';
import { RANDOM_FEE, RandomExchange } from '../../test/support/random-exchange.ts';
import {
  bookAt,
  closeAt,
  levelAt,
  type Message,
  messagesToTape,
  printAt,
  referenceAt,
  resolveAt,
} from '../../test/support/tape-builder.ts';
import { universeOf } from '../../test/support/universe-of.ts';
import type { ChangeSets } from '../domain/command.ts';
import type { ExchangeEvent } from '../domain/event.ts';
import {
  type ClientOrderId,
  complementOf,
  type MarketIndex,
  type TokenIndex,
} from '../domain/ids.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import { Random } from '../domain/random.ts';
import { ASK, type BID } from '../domain/side.ts';
import type { Shares, Timestamp, Usd } from '../domain/units.ts';
import type { Desk } from '../ports/desk.ts';
import type { Strategy } from '../ports/strategy.ts';
import type { View } from '../ports/view.ts';
import { Engine } from './engine.ts';
import { Loop } from './loop.ts';
import { stateHash } from './state-hash.ts';

const MARKETS = 3;
const CAPITAL = 60_000_000 as Usd;
const PAYOUTS = [0, 500_000, 1_000_000];

function randomTape(random: Random, messages: number): Message[] {
  const tape: Message[] = [];
  let at = 1000;
  for (let i = 0; i < messages; i++) {
    at += random.integer(12);
    const place = { market: random.integer(MARKETS), outcome: random.integer(2) };
    const cents = 1 + random.integer(99);
    const kinds = [
      () => bookAt(at, [[cents, 5]], [[Math.min(99, cents + 1), 5]], place),
      () => levelAt(at, random.integer(2) as typeof BID, [cents, random.integer(9)], place),
      () => printAt(at, ASK, [cents, 3], place),
      () => referenceAt(at, cents),
    ];
    tape.push((kinds[random.integer(kinds.length)] as () => Message)());
  }
  // One market closes and is resolved, one is resolved only, one stays open.
  const until = 1000 + random.integer(at - 1000 + 1);
  const ends = [closeAt(until, 0), resolveAt(until + 20, pick(random, PAYOUTS), { market: 0 })];
  ends.push(resolveAt(until + 5, pick(random, PAYOUTS), { market: 1, outcome: 1 }));
  const time = (message: Message) => message[0]?.at ?? 0;
  return [...tape, ...ends].sort((a, b) => time(a) - time(b));
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.integer(from.length)] as T;
}

/** Wishes anything at any time: orders too large, cancels of anybody's orders, timers. */
function randomStrategy(random: Random): Strategy {
  const act = (view: View, desk: Desk) => {
    if (random.float() < 0.6) return;
    const token = random.integer(MARKETS * 2) as TokenIndex;
    const market = (token >> 1) as MarketIndex;
    const side = random.float() < 0.5 ? 'buy' : 'sell';
    const dice = random.integer(13);
    if (dice < 6) {
      const free = side === 'buy' ? 12_000_000 : Math.max(view.sellable(token), 1_000_000);
      const size = (1 + random.integer(free)) as Shares;
      desk.submit(terms(side, 1, 1 + random.integer(99), token, { size }), BECAUSE);
    } else if (dice < 8) {
      const open = view.openOrders(market);
      if (open.length > 0) desk.cancel(pick(random, open).id, BECAUSE);
      desk.cancel(random.integer(50) as ClientOrderId, BECAUSE);
    } else if (dice < 9) {
      desk.skip(market, { code: 'no_edge', numbers: { position: view.position(token) } });
    } else if (dice < 11) {
      desk.split(market, (1 + random.integer(20_000_000)) as Shares, BECAUSE);
    } else if (dice < 12) {
      const free = Math.min(view.sellable(token), view.sellable(complementOf(token)));
      desk.merge(market, (1 + random.integer(Math.max(free, 1_000_000))) as Shares, BECAUSE);
    } else {
      desk.wakeAt((view.now + random.integer(40) - 5) as Timestamp, market);
    }
  };
  return {
    onStart: act,
    onBook: (_market, view, desk) => act(view, desk),
    onTrade: (_token, _hit, _price, _size, view, desk) => act(view, desk),
    onReference: (_feed, _price, view, desk) => act(view, desk),
    onTimer: (_market, view, desk) => act(view, desk),
    onOrder: (_event, view, desk) => act(view, desk),
    onSets: (_change, _event, view, desk) => act(view, desk),
    onMarketClosed: (_market, view, desk) => act(view, desk),
    onMarketResolved: (_market, view, desk) => act(view, desk),
  };
}

/** The ledger kept naively: every fill that did not fail, then what the shares paid. */
function naiveCash(journal: readonly JournalEntry[]): number {
  const events: ExchangeEvent[] = [];
  const payouts = new Map<number, number>();
  for (const entry of journal) {
    if (entry.kind === 'Answered') events.push(entry.event);
    if (entry.kind === 'MarketResolved') {
      payouts.set(entry.market * 2, entry.payout);
      payouts.set(entry.market * 2 + 1, 1_000_000 - entry.payout);
    }
  }
  const failed = new Set(
    events.flatMap((e) => (e.kind === 'FillSettled' && e.settlement === 'failed' ? e.fillId : [])),
  );
  let cash: number = CAPITAL;
  const held = new Map<number, number>();
  for (const event of events) {
    if (event.kind !== 'OrderFilled' || failed.has(event.fill.id)) continue;
    const { side, token, size, amount, fee } = event.fill;
    cash += (side === 'buy' ? -amount : amount) - fee;
    held.set(token, (held.get(token) ?? 0) + (side === 'buy' ? size : -size));
  }
  for (const [change, gas] of doneChanges(journal)) {
    const sign = change.direction === 'split' ? 1 : -1;
    cash -= sign * change.shares + gas;
    for (const token of [change.market * 2, change.market * 2 + 1]) {
      held.set(token, (held.get(token) ?? 0) + sign * change.shares);
    }
  }
  for (const [token, payout] of payouts) {
    cash += Number((BigInt(held.get(token) ?? 0) * BigInt(payout)) / 1_000_000n);
  }
  return cash;
}

/** Splits and merges that were done, each once, with its gas. */
function doneChanges(journal: readonly JournalEntry[]): [ChangeSets, number][] {
  const open = new Map<number, ChangeSets>();
  return journal.flatMap((entry): [ChangeSets, number][] => {
    if (entry.kind === 'SetsRequested') open.set(entry.command.id, entry.command);
    if (entry.kind !== 'SetsAnswered') return [];
    const change = open.get(entry.event.change);
    open.delete(entry.event.change);
    const isDone = change !== undefined && entry.event.kind === 'SetsChanged';
    return isDone ? [[change, entry.event.kind === 'SetsChanged' ? entry.event.gas : 0]] : [];
  });
}

/** Account and sleeves say the same of every token. */
function expectSleevesToAddUp({ state }: Engine): void {
  for (let token = 0 as TokenIndex; token < MARKETS * 2; token = (token + 1) as TokenIndex) {
    const sum = (count: (sleeve: (typeof state.sleeves)[0]) => number) =>
      state.sleeves.reduce((total, sleeve) => total + count(sleeve), 0);
    const held = state.account.position(token)?.traded ?? 0;
    // Compared before it is asserted: this runs at every step.
    if (sum((sleeve) => sleeve.position(token)) !== held) expect.fail(`shares of ${token}`);
    const sellable = state.account.sellable(token);
    if (sum((sleeve) => sleeve.sellable(token)) !== sellable) expect.fail(`sellable of ${token}`);
  }
}

function run(seed: number, messages: number, latency: number) {
  const exchange = new RandomExchange(new Random(seed, 'exchange'), CAPITAL);
  const journal: JournalEntry[] = [];
  const fee = { value: RANDOM_FEE, source: 'test' };
  const engine = new Engine({
    universe: universeOf(
      Array.from({ length: MARKETS }, (_, i) => openMarket({ slug: `m${i}`, fee })),
    ),
    feeds: ['feed'],
    strategies: [0, 1].map((i) => () => randomStrategy(new Random(seed, `strategy ${i}`))),
    capital: CAPITAL,
    gate: openGate,
    closeLead: 0,
    execution: exchange,
    journal: {
      append(entry) {
        journal.push(entry);
        expectSleevesToAddUp(engine);
      },
    },
  });
  const feed = new Random(seed, 'feed');
  const loop =
    latency === 0
      ? new Loop(engine, exchange)
      : new Loop(engine, exchange, { draw: () => feed.integer(latency) });
  const tape = messagesToTape(...randomTape(new Random(seed, 'tape'), messages));
  loop.play(tape);
  loop.finish((1_000_000 + (tape.tsInit.at(-1) as number)) as Timestamp);
  return { engine, exchange, journal };
}

describe('whatever the venue does', () => {
  test('the money adds up, and venue and engine agree in the end', () => {
    const seen = { fills: 0, late: 0, failed: 0, afterTheEnd: 0, changes: 0, changesAfter: 0 };
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 80 }),
        fc.nat(60),
        (seed, length, latency) => {
          const { engine, exchange, journal } = run(seed, length, latency);
          const { account, orders } = engine.state;
          expect(account.cash).toBe(naiveCash(journal));
          expect(account.cash).toBe(exchange.account.cash);
          for (
            let token = 0 as TokenIndex;
            token < MARKETS * 2;
            token = (token + 1) as TokenIndex
          ) {
            const ours = account.position(token);
            const theirs = exchange.account.position(token);
            expect([ours?.traded ?? 0, ours?.settled ?? 0]).toEqual([
              theirs?.traded ?? 0,
              theirs?.settled ?? 0,
            ]);
          }
          expect(account.reserved).toBe(exchange.account.reserved);
          expectSleevesToAddUp(engine);
          seen.fills += exchange.fills.length;
          seen.late += orders.lateFills;
          seen.changes += exchange.changes;
          const at = journal.findIndex((entry) => entry.kind === 'MarketResolved');
          for (const [i, entry] of journal.entries()) {
            if (entry.kind === 'SetsAnswered' && i > at) seen.changesAfter++;
            if (entry.kind !== 'Answered') continue;
            const { event } = entry;
            if (event.kind === 'FillSettled' && event.settlement === 'failed') seen.failed++;
            if (event.kind === 'OrderFilled' && i > at) seen.afterTheEnd++;
          }
        },
      ),
      { numRuns: 200 },
    );
    // A test in which nothing happened would prove nothing.
    expect(seen.fills).toBeGreaterThan(500);
    expect(seen.late).toBeGreaterThan(10);
    expect(seen.failed).toBeGreaterThan(25);
    expect(seen.changes).toBeGreaterThan(100);
    expect(seen.changesAfter).toBeGreaterThan(25);
    expect(seen.afterTheEnd).toBeGreaterThan(25);
  });

  test('equal runs end in equal hashes, of decisions and of state', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(60), (seed, latency) => {
        const [a, b] = [run(seed, 40, latency).engine, run(seed, 40, latency).engine];
        expect([a.log.digest(), stateHash(a.state)]).toEqual([b.log.digest(), stateHash(b.state)]);
      }),
      { numRuns: 30 },
    );
  });
});
