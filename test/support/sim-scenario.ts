// A stage for the simulated venue: books drawn as tables, orders as a trader would say them, and
// answers as lines. Owners are letters, orders are numbered per owner: "A1 accepted".
import type { SubmitOrder } from '../../src/domain/command.ts';
import type { FeeSchedule } from '../../src/domain/fee.ts';
import type {
  ClientOrderId,
  MarketIndex,
  StrategyIndex,
  TokenIndex,
} from '../../src/domain/ids.ts';
import type { Market } from '../../src/domain/market.ts';
import type { OrderTerms, TimeInForce } from '../../src/domain/order.ts';
import type { Side } from '../../src/domain/side.ts';
import { FLAG_BOOK, FLAG_LAST, KIND_CLEAR, KIND_LEVEL, KIND_TRADE } from '../../src/domain/tape.ts';
import {
  formatDecimal,
  type Price,
  parseDecimal,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../src/domain/units.ts';
import type { Answer } from '../../src/sim/answer.ts';
import { MatchingCore } from '../../src/sim/matching-core.ts';
import { MATCHING_DEFAULTS, type MatchingOptions } from '../../src/sim/options.ts';
import { aMarket, at as second } from './a-market.ts';
import { aboutOrders } from './about-orders.ts';
import { type Row, tapeOf } from './tape-rows.ts';
import { universeOf } from './universe-of.ts';

export type Staging = Partial<MatchingOptions> & {
  readonly market?: Partial<Market>;
  readonly hasTrades?: boolean;
  /** Dollars per owner. */
  readonly cash?: readonly number[];
  readonly fee?: FeeSchedule;
};

/** Decimal text to units, for tests. */
export function units(text: string): number {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

/** "buy Up 25 @ 0.54 FAK", "sell Down 10 @ 0.4 post", "buy Up 5 @ 0.5 GTD 300" (seconds). */
export function termsOf(text: string, market = 0): OrderTerms {
  const match =
    /^(buy|sell) (Up|Down) (\S+) @ (\S+)(?: (GTC|GTD|FOK|FAK))?(?: (\d+))?( post)?$/.exec(text);
  if (match === null) throw new Error(`no order: ${text}`);
  const [, side, label, size, price, timeInForce, expires, post] = match;
  return {
    token: (2 * market + (label === 'Up' ? 0 : 1)) as TokenIndex,
    side: side as Side,
    price: units(price as string) as Price,
    size: units(size as string) as Shares,
    timeInForce: (timeInForce ?? 'GTC') as TimeInForce,
    postOnly: post !== undefined,
    expiresAt: expires === undefined ? undefined : second(Number(expires)),
  };
}

/** Lines "10 | 0.52 | 20" of bid, price, ask; "?" is a level of unknown size. */
export function levelRows(table: string, at: Timestamp, outcome = 0, market = 0): Row[] {
  const rows: Row[] = [];
  for (const line of table.split('\n')) {
    const [bid, price, ask] = line.split('|').map((cell) => cell.trim());
    if (price === undefined || price === 'price' || price === '') continue;
    for (const [side, size] of [bid, ask].entries()) {
      if (size === undefined || size === '') continue;
      const shares = size === '?' ? -1 : units(size);
      rows.push({ kind: KIND_LEVEL, at, market, outcome, side, price: units(price), size: shares });
    }
  }
  return rows;
}

export class Scenario {
  readonly core: MatchingCore;
  now: Timestamp = second(0);
  #said: string[] = [];
  readonly #listen: (answer: Answer) => void;
  readonly #ids: number[] = [];

  /** `listen` gets every answer as it is, beside the lines. */
  constructor(staging: Staging = {}, listen: (answer: Answer) => void = () => undefined) {
    const { market = {}, hasTrades = true, cash = [1000], fee, ...options } = staging;
    this.#listen = listen;
    const made = aMarket(fee ? { fee: { value: fee, source: 'test' }, ...market } : market);
    this.core = new MatchingCore(
      universeOf([made, aMarket({ slug: 'other' })], [hasTrades, true]),
      cash.map((usd) => (usd * 1e6) as Usd),
      { ...MATCHING_DEFAULTS, ...options },
      (owner, answer, at) => this.#hear(owner, answer, at),
    );
  }

  /** What the venue said since the last call; confirmations at once are left out. */
  get said(): string[] {
    const said = this.#said;
    this.#said = [];
    return said;
  }

  /** Everything due until then happens. */
  at(seconds: number): this {
    this.now = second(seconds);
    while (this.core.nextDue <= this.now) this.core.runNext();
    return this;
  }

  /** Rows as one message: the last one gets FLAG_LAST. */
  message(rows: readonly Omit<Row, 'at'>[], flags = 0): this {
    const tape = tapeOf(
      rows.map((row, i) => ({
        ...row,
        at: this.now,
        flags: (row.flags ?? 0) | flags | (i === rows.length - 1 ? FLAG_LAST : 0),
      })),
    );
    for (let row = 0; row < tape.length; row++) this.core.onRow(tape, row);
    return this;
  }

  /** The whole book of an outcome's token. */
  book(table: string, outcome = 0): this {
    const rows = [{ kind: KIND_CLEAR }, ...levelRows(table, this.now, outcome)];
    return this.message(rows, FLAG_BOOK);
  }

  /** Changes of some levels. */
  levels(table: string, outcome = 0): this {
    return this.message(levelRows(table, this.now, outcome));
  }

  /** A print that hit `side` of the outcome's book. */
  print(side: 'bid' | 'ask', price: string, size: string, outcome = 0): this {
    const row = { kind: KIND_TRADE, outcome, price: units(price), size: units(size) };
    return this.message([{ ...row, side: side === 'bid' ? 0 : 1 }]);
  }

  submit(order: string | OrderTerms, owner = 0): this {
    const id = (this.#ids[owner] ?? 0) + 1;
    this.#ids[owner] = id;
    const command: SubmitOrder = {
      kind: 'SubmitOrder',
      id: id as ClientOrderId,
      strategy: 0 as StrategyIndex,
      terms: typeof order === 'string' ? termsOf(order) : order,
      reason: { code: 'test', numbers: {} },
    };
    this.core.enqueue(this.now, { kind: 'submit', owner, command });
    return this.#run();
  }

  cancel(order: number, owner = 0): this {
    this.core.enqueue(this.now, { kind: 'cancel', owner, order: order as ClientOrderId });
    return this.#run();
  }

  cancelAll(market?: number, owner = 0): this {
    const index = market as MarketIndex | undefined;
    this.core.enqueue(this.now, { kind: 'cancelAll', owner, market: index });
    return this.#run();
  }

  heartbeat(owner = 0): this {
    this.core.enqueue(this.now, { kind: 'heartbeat', owner });
    return this.#run();
  }

  /** The owner buys from a book made for it, which is gone afterwards. */
  hold(shares: string, label: 'Up' | 'Down' = 'Up', owner = 0): this {
    this.book(`| 0.5 | ${shares}`, label === 'Up' ? 0 : 1);
    this.submit(`buy ${label} ${shares} @ 0.5 FAK`, owner).book('');
    this.#said = [];
    return this;
  }

  /** Shares ahead of an open order, as text. */
  front(order: number, owner = 0): string {
    const open = this.core.owners[owner]?.open.get(order as ClientOrderId);
    return open === undefined ? 'closed' : formatDecimal(open.front);
  }

  cash(owner = 0): string {
    return formatDecimal(this.core.owners[owner]?.account.cash ?? 0);
  }

  #run(): this {
    while (this.core.nextDue <= this.now) this.core.runNext();
    return this;
  }

  #hear(owner: number, told: Answer, at: Timestamp): void {
    this.#listen(told);
    const answer = aboutOrders(told);
    const name = `${String.fromCharCode(65 + owner)}${answer.order}`;
    if (answer.kind === 'FillSettled' && answer.settlement === 'confirmed' && at === this.now) {
      return;
    }
    this.#said.push(`${name} ${lineOf(answer)}`);
  }
}

function lineOf(answer: ReturnType<typeof aboutOrders<Answer>>): string {
  switch (answer.kind) {
    case 'OrderAccepted':
      return 'accepted';
    case 'OrderRejected':
      return `rejected ${answer.code}`;
    case 'OrderCanceled':
      return `canceled ${answer.reason}`;
    case 'OrderExpired':
      return 'expired';
    case 'CancelRejected':
      return `cancel rejected ${answer.code}`;
    case 'FillSettled':
      return `fill ${answer.fillId} ${answer.settlement}`;
    case 'OrderFilled': {
      const { side, token, size, price, amount, fee, rebate, liquidity, match, evidence } =
        answer.fill;
      const label = token % 2 === 0 ? 'Up' : 'Down';
      const what = `${side} ${label} ${formatDecimal(size)} @ ${formatDecimal(price)}`;
      const money = `= ${formatDecimal(amount)}${fee ? ` fee ${formatDecimal(fee)}` : ''}`;
      const back = rebate ? ` rebate ${formatDecimal(rebate)}` : '';
      return `${what} ${money}${back} ${liquidity} ${match} ${evidence}`;
    }
  }
}
