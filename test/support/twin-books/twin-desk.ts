import type { SubmitOrder } from '../../../src/domain/command.ts';
import { type ClientOrderId, type StrategyIndex, tokenIndex } from '../../../src/domain/ids.ts';
import type { Market } from '../../../src/domain/market.ts';
import type { OrderTerms } from '../../../src/domain/order.ts';
import { isClosed } from '../../../src/domain/order-status.ts';
import type { TickSize } from '../../../src/domain/tick.ts';
import { formatDecimal, type Shares } from '../../../src/domain/units.ts';
import { applyAnswer } from '../../../src/engine/answers.ts';
import { EngineState } from '../../../src/engine/state.ts';
import { StrictClock } from '../../../src/net/strict-clock.ts';
import type { VenueExecutionOptions } from '../../../src/polymarket/execution/execution-options.ts';
import type { OrderRecord } from '../../../src/polymarket/execution/order-record.ts';
import { OrderBuilder } from '../../../src/polymarket/orders/order-builder.ts';
import { postOrder } from '../../../src/polymarket/orders/post-order.ts';
import { EXCHANGE_V2 } from '../../../src/polymarket/signing/exchange-contract.ts';
import { expectedBalances, freeFunds } from '../../../src/runtime/live/expected-balances.ts';
import { openingBalances } from '../../../src/runtime/live/opening-balances.ts';
import { at as second } from '../a-market.ts';
import { Life, MortalClock } from '../crash/life.ts';
import { OrderStage } from '../order-stage.ts';
import { hashOf } from '../order-venue.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import type { TwinTrader } from './twin-traders.ts';

const STRATEGY = 0 as StrategyIndex;
const REASON = { code: 'test', numbers: {} };

export type TwinDeskParts = Pick<VenueExecutionOptions, 'orders' | 'account'> & {
  readonly trader: TwinTrader;
  readonly market: Market;
  readonly tick: TickSize;
  readonly clock: VirtualClock;
  /** What earlier lives have written down; this one goes on with it. */
  readonly records: OrderRecord[];
};

/** One life of a desk: the live execution, and the engine's books behind it. */
export class TwinDesk {
  readonly stage: OrderStage;
  readonly life = new Life(-1, () => false);
  state: EngineState | undefined;
  readonly #parts: TwinDeskParts;
  readonly #before: readonly OrderRecord[];
  #next: number;
  #booked = 0;

  constructor(parts: TwinDeskParts) {
    this.#parts = parts;
    const { orders, account, trader, clock, tick } = parts;
    const market = parts.market;
    this.#before = [...parts.records];
    this.#next = ordersIn(this.#before) + 1;
    const { maker, signatureType } = trader.account;
    let built = this.#next - 1;
    this.stage = new OrderStage(
      {
        orders,
        account,
        builder: new OrderBuilder(trader.account, () => ++built),
        sign: (unsigned) => ({
          ok: true,
          value: {
            id: hashOf(unsigned.order.salt),
            body: postOrder(unsigned, '0x', trader.key.id),
          },
        }),
        signatureType,
        wallet: maker,
        listed: (token) => ({
          ok: true,
          value: {
            tokenId: market.tokens[token as 0 | 1] as never,
            tick,
            minimumSize: market.minimumSize as Shares,
            market: market.conditionId as never,
            fee: market.fee?.value as never,
            exchange: EXCHANGE_V2,
          },
        }),
        feeIn: () => market.fee?.value,
        expected: () => expectedBalances(this.state),
        left: (token) => freeFunds(this.state, token),
        clock: new StrictClock(new MortalClock(clock, this.life)),
      },
      { records: this.#before },
      clock,
    );
  }

  /** Everything that any life wrote down, this one last. */
  get records(): readonly OrderRecord[] {
    return [...this.#before, ...this.stage.journal.records];
  }

  /** Proves what earlier lives left, and begins with what the venue says that the wallet holds. */
  async start(): Promise<void> {
    const { stage } = this;
    const { trader, market, account, clock } = this.#parts;
    stage.execution.onGap();
    const start = await stage.started();
    if (!start.isProven) throw new Error(`not proven: ${start.unresolved.join()}`);
    const { signatureType: type } = trader.account;
    const onNotice = ({ code, message }: { code: string; message: string }) => {
      throw new Error(`${code}: ${message}`);
    };
    const wallet = { account: account as never, type, clock, onNotice };
    const opening = await this.#come(openingBalances(wallet, start.holdings));
    if (!opening.ok) throw new Error(opening.message);
    const state = new EngineState([], 1, opening.value.cash);
    state.list(market);
    for (const { token, shares, cost } of opening.value.positions) {
      const index = tokenIndex(0 as never, market.tokens[0] === token ? 0 : 1);
      state.account.open(index, shares, cost);
      state.sleeve(STRATEGY).open(index, shares, cost);
    }
    this.state = state;
  }

  /** As the engine does: what cannot be paid for is not sent. */
  submit(terms: OrderTerms): void {
    const { stage, state } = this;
    const { market, clock } = this.#parts;
    if (state === undefined) throw new Error('it has not begun');
    const id = this.#next as ClientOrderId;
    if (!state.account.reserve(id, terms, market.fee?.value as never).ok) return;
    this.#next++;
    const command: SubmitOrder = {
      kind: 'SubmitOrder',
      id,
      strategy: STRATEGY,
      terms,
      reason: REASON,
    };
    state.sleeve(STRATEGY).opened(state.orders.submitted(command, clock.now()));
    const sent = stage.submit(textOf(terms));
    if (sent !== id) throw new Error(`order ${id} is called ${sent}`);
  }

  cancel(pick: number): void {
    const { state, stage } = this;
    const open = [...(state?.orders.values() ?? [])].filter(
      ({ status }) => status === 'submitted' || status === 'accepted',
    );
    const order = open[pick % open.length];
    if (state === undefined || order === undefined) return;
    state.orders.move(order, 'cancelRequested');
    stage.cancel(order.id);
  }

  /** Books what was told since the last time. */
  book(): void {
    const { state, stage } = this;
    if (state === undefined) return;
    state.now = this.#parts.clock.now();
    for (const event of stage.events.slice(this.#booked)) {
      const order = state.orders.get(event.order);
      if (event.kind === 'OrderFilled' && order !== undefined && isClosed(order.status)) {
        throw new Error(`order ${order.id} was said to be over, and is filled`);
      }
      applyAnswer(state, event);
    }
    this.#booked = stage.events.length;
  }

  /** Time passes until then. */
  async #come<T>(promise: Promise<T>): Promise<T> {
    let isOver = false;
    void promise.finally(() => {
      isOver = true;
    });
    for (await this.stage.pass(0); !isOver; ) await this.stage.pass(250);
    return promise;
  }

  /** Nothing of it happens any more. */
  die(): void {
    this.life.end();
  }
}

function ordersIn(records: readonly OrderRecord[]): number {
  const ids = records.flatMap((record) => (record.kind === 'OrderIntended' ? [record.order] : []));
  return Math.max(0, ...ids);
}

function textOf({
  side,
  token,
  size,
  price,
  timeInForce,
  postOnly,
  expiresAt,
}: OrderTerms): string {
  const label = token % 2 === 0 ? 'Up' : 'Down';
  const seconds = expiresAt === undefined ? '' : ` ${(expiresAt - second(0)) / 1_000_000}`;
  const kind = `${timeInForce}${seconds}${postOnly ? ' post' : ''}`;
  return `${side} ${label} ${formatDecimal(size)} @ ${formatDecimal(price)} ${kind}`;
}
