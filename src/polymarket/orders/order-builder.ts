import { invariant } from '../../domain/invariant.ts';
import type { LimitTerms, TimeInForce } from '../../domain/order.ts';
import { type Amounts, limitAmounts, marketBuyAmounts } from '../../domain/order-amounts.ts';
import { refusePrice, refuseSpend, refuseTerms } from '../../domain/order-rules.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import type { Side } from '../../domain/side.ts';
import {
  MICROS_PER_MS,
  notional,
  type Price,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import { type Bytes32, ZERO_BYTES32 } from '../signing/bytes32.ts';
import type { ExchangeOrder } from '../signing/exchange-order.ts';
import { assertLimitAsAsked, assertMarketBuyAsAsked } from './as-asked.ts';
import { refuseExpiration, statedExpiration } from './expiration.ts';
import type { MarketBuyTerms, OrderMarket } from './order-terms.ts';
import type { SaltSource } from './random-salt.ts';
import type { TradingAccount } from './trading-account.ts';

/** An order to be signed, with what the venue is told beside it. */
export type UnsignedOrder = {
  readonly order: ExchangeOrder;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
  /** Unix seconds, 0 for none. Not signed: the venue alone keeps it. */
  readonly expirationSeconds: number;
};

/**
 * Turns terms into orders of one account, in integers. It has no clock and no chance of its own:
 * times are arguments, salts come from the source given.
 */
export class OrderBuilder {
  readonly #account: TradingAccount;
  readonly #salts: SaltSource;
  readonly #builderCode: Bytes32;

  constructor(account: TradingAccount, salts: SaltSource, builderCode: Bytes32 = ZERO_BYTES32) {
    this.#account = account;
    this.#salts = salts;
    this.#builderCode = builderCode;
  }

  /**
   * An order at a limit price; a sale at market is one too, FAK or FOK at the worst acceptable
   * price. Refuses what the venue could not accept (domain/order-rules.ts), and an expiration that
   * is too near. `now`: the venue's time.
   */
  limit(terms: LimitTerms, market: OrderMarket, now: Timestamp): Result<UnsignedOrder> {
    const { side, price, size, timeInForce, postOnly, expiresAt } = terms;
    const expirationSeconds = statedExpiration(expiresAt);
    const refusal =
      refuseTerms(terms, market.tick, market.minimumSize, now) ??
      refuseExpiration(expirationSeconds, now);
    if (refusal !== undefined) return refusal;
    const order = this.#order(market, side, limitAmounts(side, price, size), now);
    assertLimitAsAsked(order, terms);
    return ok({ order, timeInForce, postOnly, expirationSeconds });
  }

  /** A buy at once for so many dollars. Refuses what the venue could not accept. */
  marketBuy(terms: MarketBuyTerms, market: OrderMarket, now: Timestamp): Result<UnsignedOrder> {
    const { spend, price, timeInForce } = terms;
    const refusal =
      refusePrice(price, market.tick) ?? refuseSpend(spend) ?? refuseTooMany(spend, price);
    if (refusal !== undefined) return refusal;
    const amounts = marketBuyAmounts(spend, price, market.tick);
    const order = this.#order(market, 'buy', amounts, now);
    assertMarketBuyAsAsked(order, terms);
    return ok({
      order,
      timeInForce,
      postOnly: false,
      expirationSeconds: statedExpiration(undefined),
    });
  }

  #order(market: OrderMarket, side: Side, amounts: Amounts, now: Timestamp): ExchangeOrder {
    const salt = this.#salts();
    invariant(Number.isSafeInteger(salt) && salt >= 0, `salt ${salt} is no integer below 2^53`);
    const { maker, signer, signatureType } = this.#account;
    return {
      salt,
      maker,
      signer,
      tokenId: market.tokenId,
      makerAmount: amounts.makerAmount,
      takerAmount: amounts.takerAmount,
      side,
      signatureType,
      timestampMs: Math.floor(now / MICROS_PER_MS),
      metadata: ZERO_BYTES32,
      builder: this.#builderCode,
    };
  }
}

/** Nine billion shares: more do not fit an integer at 1e-6. */
const MOST_SHARES = 9e15 as Shares;

function refuseTooMany(spend: Usd, price: Price): Refusal | undefined {
  if (spend <= notional(MOST_SHARES, price, 'down')) return undefined;
  return refuse('too_large', 'no order is of more than nine billion shares');
}
