import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import { aboutOrders } from '../../test/support/about-orders.ts';
import { levelRows, termsOf } from '../../test/support/sim-scenario.ts';
import { type Row, tapeOf } from '../../test/support/tape-rows.ts';
import { universeOf } from '../../test/support/universe-of.ts';
import type { Approved, SubmitOrder } from '../domain/command.ts';
import type { ExchangeAnswer, ExchangeEvent } from '../domain/event.ts';
import type { ClientOrderId, StrategyIndex } from '../domain/ids.ts';
import { FLAG_BOOK, FLAG_LAST, KIND_CLEAR, KIND_TRADE } from '../domain/tape.ts';
import { NEVER, type Timestamp, type Usd } from '../domain/units.ts';
import type { ExchangeOptions } from './options.ts';
import { confirmAfter } from './settlement-model.ts';
import { SimulatedExchange } from './simulated-exchange.ts';

const MS = 1000;
const start = at(0);
const ms = (count: number) => (start + count * MS) as Timestamp;

function exchange(options: Partial<ExchangeOptions> = {}): SimulatedExchange {
  const made = new SimulatedExchange(universeOf([aMarket()]), { cash: 1e9 as Usd, ...options });
  const rows: Row[] = [
    { kind: KIND_CLEAR, at: start },
    ...levelRows('| 0.55 | 10 \n 20 | 0.50 |', start),
  ];
  feed(
    made,
    rows.map((row, i) => ({ ...row, flags: FLAG_BOOK | (i === 2 ? FLAG_LAST : 0) })),
  );
  return made;
}

function feed(made: SimulatedExchange, rows: readonly Row[]): void {
  const tape = tapeOf(rows);
  for (let row = 0; row < rows.length; row++) made.onRow(tape, row);
}

function order(id: number, text: string): Approved<SubmitOrder> {
  const command: SubmitOrder = {
    kind: 'SubmitOrder',
    id: id as ClientOrderId,
    strategy: 0 as StrategyIndex,
    terms: termsOf(text),
    reason: { code: 'test', numbers: {} },
  };
  return command as Approved<SubmitOrder>;
}

/** "kind#order venue-time>our-time" in ms after the start. */
function lineOf(event: ExchangeEvent): string {
  const [venue, ours] = [event.tsEvent, event.tsInit].map((time) => (time - start) / MS);
  return `${event.kind}#${event.order} ${venue}>${ours}`;
}

function pollAll(made: SimulatedExchange, until: Timestamp): string[] {
  const lines: string[] = [];
  for (let event = made.poll(until); event; event = made.poll(until))
    lines.push(lineOf(aboutOrders(event)));
  return lines;
}

describe('without latency', () => {
  test('answers come at once, one for each poll', () => {
    const made = exchange();
    expect(made.nextDue).toBe(NEVER);
    expect(made.poll(ms(1e9))).toBeUndefined();
    made.submit(order(1, 'buy Up 10 @ 0.55'), start);
    expect(made.nextDue).toBe(start);
    expect(made.poll((start - 1) as Timestamp)).toBeUndefined();
    expect(pollAll(made, start)).toEqual([
      'OrderAccepted#1 0>0',
      'OrderFilled#1 0>0',
      'FillSettled#1 0>0',
    ]);
    expect(made.nextDue).toBe(NEVER);
    expect(made.account.cash).toBe(994_500_000);
    expect(made.totalCash()).toBe(1_000_000_000);
  });

  test('we may act on an answer before the next command of the same time arrives', () => {
    const made = exchange();
    made.submit(order(1, 'buy Up 5 @ 0.50'), start);
    made.submit(order(2, 'buy Up 5 @ 0.49'), start);
    expect(made.poll(start)).toHaveProperty('order', 1);
    expect(made.account.openOrders).toBe(1);
    made.cancel(1 as ClientOrderId, start);
    expect(pollAll(made, start)).toEqual(['OrderAccepted#2 0>0', 'OrderCanceled#1 0>0']);
  });

  test('rows answer at their own time', () => {
    const made = exchange();
    made.submit(order(1, 'buy Up 5 @ 0.50'), start);
    pollAll(made, start);
    const print = { kind: KIND_TRADE, at: ms(7), price: 490_000, size: 3e6, flags: FLAG_LAST };
    feed(made, [print]);
    expect(made.nextDue).toBe(ms(7));
    expect(pollAll(made, ms(7))).toEqual(['OrderFilled#1 7>7', 'FillSettled#1 7>7']);
  });

  test('what stands before an order is the level that it joined, and ours that came before', () => {
    const made = exchange();
    expect(made.aheadOf(1 as ClientOrderId)).toBe(undefined);
    made.submit(order(1, 'buy Up 5 @ 0.50'), start);
    made.submit(order(2, 'buy Up 7 @ 0.50'), ms(1));
    pollAll(made, ms(1));
    const ahead = () => [1, 2].map((id) => made.aheadOf(id as ClientOrderId));
    expect(ahead()).toEqual([20_000_000, 25_000_000]);
    // A print at the price takes from those in front first.
    feed(made, [{ kind: KIND_TRADE, at: ms(7), price: 500_000, size: 22e6, flags: FLAG_LAST }]);
    pollAll(made, ms(7));
    expect(ahead()).toEqual([0, 3_000_000]);
  });

  test('answers that no poll has fetched stay in line', () => {
    const made = exchange();
    for (let id = 1; id <= 3; id++) made.submit(order(id, 'buy Up 5 @ 0.50'), ms(id));
    made.cancelAll(undefined, ms(4));
    const orders = [1, 2, 3, 1, 2, 3].map(
      () => aboutOrders(made.poll(ms(4)) as ExchangeAnswer).order,
    );
    expect(orders).toEqual([1, 2, 3, 1, 2, 3]);
    expect(made.nextDue).toBe(NEVER);
  });
});

describe('the next thing due', () => {
  const slow = {
    orderEntry: { kind: 'constant', micros: 30 * MS },
    response: { kind: 'constant', micros: 50 * MS },
  } as const;

  test.each<[string, (made: SimulatedExchange) => void]>([
    ['an order', (made) => made.submit(order(1, 'buy Up 5 @ 0.50'), start)],
    ['a cancel', (made) => made.cancel(1 as ClientOrderId, start)],
    ['a cancel of all', (made) => made.cancelAll(undefined, start)],
    ['a heartbeat', (made) => made.heartbeat(start)],
  ])('is %s on its way', (_name, send) => {
    const made = exchange(slow);
    send(made);
    expect(made.nextDue).toBe(ms(30));
  });

  test('is the end of the heartbeat, which nothing answers', () => {
    const made = exchange(slow);
    made.heartbeat(start);
    expect(pollAll(made, ms(30))).toEqual([]);
    expect(made.nextDue).toBe(ms(10_030));
  });

  test('an order on its way there counts among those that the exchange will have', () => {
    const made = exchange(slow);
    made.submit(order(1, 'buy Up 5 @ 0.50'), start);
    expect(made.openOrders).toEqual([1]);
    pollAll(made, ms(80));
    made.submit(order(2, 'buy Up 5 @ 0.50'), ms(81));
    expect(made.openOrders).toEqual([1, 2]);
    made.cancelAll(undefined, ms(82));
    pollAll(made, ms(400));
    expect(made.openOrders).toEqual([]);
  });

  test('is what a print has set going at the venue, before we hear of the fill', () => {
    const made = exchange({ ...slow, settlement: confirmAfter(20 * MS) });
    made.submit(order(1, 'buy Up 5 @ 0.50'), start);
    pollAll(made, ms(80));
    feed(made, [{ kind: KIND_TRADE, at: ms(90), price: 490_000, size: 9e6, flags: FLAG_LAST }]);
    expect(made.nextDue).toBe(ms(100));
    expect(pollAll(made, ms(200))).toEqual([
      'OrderFilled#1 90>140',
      'FillSettled#1 100>150',
      'FillSettled#1 110>160',
    ]);
  });

  test('at the venue has happened before a later answer reaches us', () => {
    const made = exchange(slow);
    made.submit(order(1, 'buy Up 5 @ 0.50'), start);
    made.submit(order(2, 'buy Up 5 @ 0.49'), ms(40));
    expect(made.poll(ms(100))).toHaveProperty('order', 1);
    expect(made.account.openOrders).toBe(2);
  });
});

describe('latency', () => {
  const both = {
    orderEntry: { kind: 'constant', micros: 30 * MS },
    response: { kind: 'constant', micros: 20 * MS },
  } as const;

  test('delays the order and the answer', () => {
    const made = exchange(both);
    made.submit(order(1, 'buy Up 5 @ 0.50'), start);
    expect(made.nextDue).toBe(ms(30));
    expect(made.poll(ms(29))).toBeUndefined();
    expect(made.poll(ms(30))).toBeUndefined();
    expect(made.nextDue).toBe(ms(50));
    expect(made.poll(ms(49))).toBeUndefined();
    expect(pollAll(made, ms(50))).toEqual(['OrderAccepted#1 30>50']);
  });

  test('lets the book move before the order is there', () => {
    const made = exchange(both);
    made.submit(order(1, 'buy Up 20 @ 0.55 FAK'), start);
    const [gone] = levelRows('| 0.55 | 0', ms(29));
    expect(made.poll(ms(28))).toBeUndefined();
    feed(made, [{ ...(gone as Row), flags: FLAG_LAST }]);
    expect(pollAll(made, ms(60))).toEqual(['OrderRejected#1 30>50']);
  });

  test('holds for cancels, too, so a fill may come first', () => {
    const made = exchange(both);
    made.submit(order(1, 'buy Up 5 @ 0.50'), start);
    expect(pollAll(made, ms(50))).toHaveLength(1);
    made.cancel(1 as ClientOrderId, ms(50));
    expect(pollAll(made, ms(78))).toEqual([]);
    feed(made, [{ kind: KIND_TRADE, at: ms(79), price: 490_000, size: 9e6, flags: FLAG_LAST }]);
    expect(pollAll(made, ms(100))).toEqual([
      'OrderFilled#1 79>99',
      'FillSettled#1 79>99',
      'CancelRejected#1 80>100',
    ]);
  });

  test('never reorders what we send or what we are told', () => {
    const micros = [90 * MS, 10 * MS, 50 * MS];
    const sampled = { kind: 'recorded', micros } as const;
    const made = exchange({ orderEntry: sampled, response: sampled, seed: 3 });
    const text = 'buy Up 5 @ 0.50';
    for (let id = 1; id <= 40; id++) made.submit(order(id, text), ms(id));
    made.cancelAll(undefined, ms(41));
    const events: ExchangeEvent[] = [];
    for (let e = made.poll(ms(1e6)); e; e = made.poll(ms(1e6))) events.push(aboutOrders(e));
    const ids = Array.from({ length: 40 }, (_, i) => i + 1);
    expect(events.map((event) => event.order)).toEqual([...ids, ...ids]);
    const times = events.flatMap((event) => [event.tsEvent, event.tsInit]);
    for (const which of [0, 1]) {
      const own = times.filter((_, i) => i % 2 === which);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
    const ways = events.slice(0, 40).map((event, i) => (event.tsEvent - ms(i + 1)) / MS);
    expect(Math.max(...ways)).toBe(90);
    expect(Math.min(...ways)).toBeLessThan(90);
  });

  test('drawn from a sample repeats with the seed', () => {
    const run = (seed: number) => {
      const sampled = { kind: 'recorded', micros: [1, 20, 300, 4000] } as const;
      const made = exchange({ orderEntry: sampled, response: sampled, seed });
      for (let id = 1; id <= 20; id++) made.submit(order(id, 'buy Up 5 @ 0.50'), ms(10 * id));
      return pollAll(made, ms(1e6));
    };
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });

  test('holds for cancelAll and heartbeats', () => {
    const made = exchange(both);
    made.heartbeat(start);
    made.submit(order(1, 'buy Up 5 @ 0.50'), start);
    made.submit(order(2, 'buy Up 5 @ 0.49'), start);
    expect(pollAll(made, ms(50))).toHaveLength(2);
    made.cancelAll(undefined, ms(100));
    expect(made.nextDue).toBe(ms(130));
    expect(pollAll(made, ms(150))).toEqual(['OrderCanceled#1 130>150', 'OrderCanceled#2 130>150']);
    made.submit(order(3, 'buy Up 5 @ 0.49'), ms(200));
    expect(pollAll(made, ms(20_000))).toEqual([
      'OrderAccepted#3 230>250',
      'OrderCanceled#3 10030>10050',
    ]);
  });
});

test('the account is the one that the options describe', () => {
  const made = exchange({ cash: 5_000_000 as Usd });
  made.submit(order(1, 'buy Up 10 @ 0.55'), start);
  expect(pollAll(made, start)).toEqual(['OrderRejected#1 0>0']);
  expect(made.account.available).toBe(5_000_000);
});
