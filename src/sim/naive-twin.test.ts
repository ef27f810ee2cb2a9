// The exchange against its naive twin: the same random histories, line by line the same answers.

import fc from 'fast-check';
import { test } from 'vitest';
import { aMarket, at as second } from '../../test/support/a-market.ts';
import { aboutOrders } from '../../test/support/about-orders.ts';
import { anyHistory, type History, type Step } from '../../test/support/naive/histories.ts';
import { NaiveExchange } from '../../test/support/naive/naive-exchange.ts';
import { tapeOf } from '../../test/support/tape-rows.ts';
import { universeOf } from '../../test/support/universe-of.ts';
import type { ClientOrderId, TokenIndex } from '../domain/ids.ts';
import type { Price, Timestamp, Usd } from '../domain/units.ts';
import type { Answer } from './answer.ts';
import { MatchingCore } from './matching-core.ts';
import type { Owner } from './owner.ts';
import { UNKNOWN_FRONT } from './queue-model.ts';

const CASH = 400_000_000;
const OWNERS = 3;
/** POLYDESK_RUNS asks for more histories than a check has time for; a failure names its seed. */
const RUNS = Number(process.env.POLYDESK_RUNS ?? 1500);

function lineOf(owner: number, told: Answer, at: Timestamp): string {
  const answer = aboutOrders(told);
  const name = `${owner}/${answer.order}`;
  switch (answer.kind) {
    case 'OrderAccepted':
      return `${name} accepted`;
    case 'OrderRejected':
      return `${name} rejected ${answer.code}`;
    case 'OrderCanceled':
      return `${name} canceled ${answer.reason}`;
    case 'OrderExpired':
      return `${name} expired`;
    case 'CancelRejected':
      return `${name} cancel ${answer.code}`;
    case 'FillSettled':
      return `${name} settled ${answer.fillId} ${answer.settlement}`;
    case 'OrderFilled': {
      const { id, side, size, price, amount, fee, rebate, liquidity, match, evidence } =
        answer.fill;
      same(answer.fill.tsEvent, at, 'time of the fill');
      return (
        `${name} fill ${id} ${side} ${size} @ ${price} = ${amount} fee ${fee} rebate ${rebate} ` +
        `${liquidity} ${match} ${evidence} at ${at}`
      );
    }
  }
}

class Pair {
  readonly said: string[] = [];
  readonly core: MatchingCore;
  readonly twin: NaiveExchange;
  #compared = 0;

  constructor(history: History) {
    const markets = history.markets.map((changes, i) => aMarket({ slug: `m${i}`, ...changes }));
    const cash = Array.from({ length: OWNERS }, () => CASH);
    this.core = new MatchingCore(
      universeOf(markets, history.hasTrades),
      cash as Usd[],
      history.options,
      (owner, answer, at) => this.said.push(lineOf(owner, answer, at)),
    );
    this.twin = new NaiveExchange(markets, history.hasTrades, cash, history.options);
  }

  runUntil(until: number): void {
    while (this.core.nextDue <= until) this.core.runNext();
    this.twin.runUntil(until);
  }

  apply(step: Step, now: number): void {
    this.runUntil(now - 1);
    if (step.kind === 'rows') {
      const tape = tapeOf(step.rows.map((row) => ({ ...row, at: now })));
      for (let row = 0; row < tape.length; row++) this.core.onRow(tape, row);
      for (const row of step.rows) this.twin.onRow({ ...row, at: now });
    } else {
      this.core.enqueue(now as Timestamp, step.due as never);
      this.twin.enqueue(now, step.due as never);
    }
    this.runUntil(now);
  }

  /** Whatever can be seen from outside is the same, and nothing was lost. */
  check(): void {
    for (; this.#compared < Math.max(this.said.length, this.twin.said.length); this.#compared++) {
      same(this.said[this.#compared], this.twin.said[this.#compared], 'answer');
    }
    same(this.core.totalCash(), OWNERS * CASH, 'all dollars');
    for (const [i, owner] of this.core.owners.entries()) this.#checkOwner(i, owner);
    for (const index of this.core.markets.keys()) this.#checkMarket(index);
  }

  #checkOwner(index: number, { account, open }: Owner): void {
    const twin = this.twin.accounts[index];
    same(BigInt(account.cash), twin?.cash, 'cash');
    const reserved = [...(twin?.held.values() ?? [])].reduce((sum, { usd }) => sum + usd, 0n);
    same(BigInt(account.reserved), reserved, 'reserved');
    const orders = this.twin.open[index] ?? [];
    same([...open.keys()].join(), orders.map((order) => order.id).join(), 'open orders');
    for (const order of orders) {
      const ours = open.get(order.id as ClientOrderId);
      same(ours?.rest, order.rest, 'rest');
      same(order.rest > 0 && order.rest <= order.terms.size, true, 'rest within the order');
      if (order.held) continue;
      const front = this.twin.markets[order.market]?.front(order) as number;
      same(ours?.front, front === Infinity ? UNKNOWN_FRONT : front, 'front');
      same(front >= 0, true, 'front is not negative');
    }
  }

  #checkMarket(index: number): void {
    const market = this.core.markets[index];
    const twin = this.twin.markets[index];
    if (market === undefined || twin === undefined) throw new Error('no market');
    same(market.isClosed, twin.closed, 'closed');
    this.#checkShares(index);
    if (this.twin.isOver(index)) {
      same(market.book.isTrusted, false, 'a book that is over');
      return;
    }
    same(market.book.isTrusted, twin.trusted, 'trust');
    same(market.book.isCrossed, twin.crossed(), 'crossed');
    for (const side of [0, 1] as const) {
      for (let price = 440_000; price <= 560_000; price += 5_000) {
        same(market.book.sizeAt(side, price as Price), twin.recorded(side, price), 'size');
        same(market.liquidity.shown(side, price as Price), twin.shown(side, price), 'shown');
      }
      same(market.best(side), twin.prices(side)[0], 'best');
    }
  }

  #checkShares(index: number): void {
    for (const outcome of [0, 1]) {
      const token = (2 * index + outcome) as TokenIndex;
      let held = 0;
      for (const { account } of this.core.owners) held += account.position(token)?.traded ?? 0;
      same(this.core.ledger.sharesOutside(token), held, 'shares');
    }
  }
}

/** An expect() for each of millions of comparisons would take minutes. */
function same(actual: unknown, naive: unknown, what: string): void {
  if (!Object.is(actual, naive)) throw new Error(`${what}: ${actual}, the naive twin: ${naive}`);
}

test('answers, queues, books and money are those of the naive twin', () => {
  fc.assert(
    fc.property(anyHistory(OWNERS), (history) => {
      const pair = new Pair(history);
      let now = second(0) as number;
      for (const { wait, step } of history.steps) {
        now += wait;
        pair.apply(step, now);
        pair.check();
      }
      pair.runUntil(now + 400_000_000);
      pair.check();
    }),
    // A short run (mutation testing) wants to know that, not why: shrinking would take minutes.
    { numRuns: RUNS, endOnFailure: RUNS < 1000 },
  );
}, 120_000);
