import { Account } from '../../src/domain/account.ts';
import type { SubmitOrder } from '../../src/domain/command.ts';
import { FREE } from '../../src/domain/fee.ts';
import type { ClientOrderId, TokenIndex } from '../../src/domain/ids.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Price, Shares, Usd } from '../../src/domain/units.ts';
import { notional } from '../../src/domain/units.ts';
import type { Check } from '../../src/risk/check.ts';
import { aMarket, at } from './a-market.ts';
import { ScriptedView } from './scripted-view.ts';

/** Two markets, a book of 0.61 / 0.62 in the first, 1000 dollars, nothing held. */
export class GateBench {
  readonly view = new ScriptedView([aMarket(), aMarket({ slug: 'other' })]);
  readonly account = new Account(1_000_000_000 as Usd);
  /** What the strategy of the view has of that: its own risk is of this alone. */
  readonly #own = new Account(1_000_000_000 as Usd);

  constructor() {
    this.view.lossIf = (...asked) => this.#own.lossIf(...asked);
    this.view.setBook(0 as TokenIndex, [['0.61', '100']], [['0.62', '100']]);
    this.view.setBook(2 as TokenIndex, [['0.61', '100']], [['0.62', '100']]);
  }

  /** The code of the refusal, or 'passes'. */
  run(check: Check, order: SubmitOrder): string {
    return check(order, this.view, this.account)?.code ?? 'passes';
  }

  /** Shares come into account and view, settled, at a price; or into those of another strategy. */
  hold(token: number, size: number, price: number, whose: 'own' | 'other' = 'own'): void {
    const fill = {
      id: token,
      order: 999_999 as ClientOrderId,
      token: token as TokenIndex,
      side: 'buy' as const,
      price: price as Price,
      size: size as Shares,
      amount: notional(size as Shares, price as Price, 'up'),
      fee: 0 as Usd,
      rebate: 0 as Usd,
      liquidity: 'taker' as const,
      match: 'complementary' as const,
      evidence: 'book' as const,
      tsEvent: at(0),
      settlement: 'matched' as const,
    };
    for (const holder of whose === 'own' ? [this.account, this.#own] : [this.account]) {
      holder.fill(fill);
      holder.settle(fill, 'confirmed');
    }
    if (whose === 'other') return;
    this.view.exposure = this.#own.exposure;
    this.view.positions.set(token as TokenIndex, size as Shares);
  }

  /** An order rests at the venue: the view lists it, the account has reserved for it. */
  rest(order: Order): void {
    this.view.orders.set(order.id, order);
    this.account.reserve(order.id, order, FREE);
    this.#own.reserve(order.id, order, FREE);
  }
}
