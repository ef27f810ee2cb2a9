import type { TokenId, VenueTradeId } from '../../domain/ids.ts';
import { formatDecimal } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { VenueOrder } from '../wire/venue-order.ts';
import type { TradePart } from '../wire/venue-trade.ts';
import { GatheredNews } from './gathered-news.ts';
import type { NoticeListener } from './notice.ts';
import { nameOfToken, type TokenNames } from './token-names.ts';

export type ForeignOrder = Pick<VenueOrder, 'order' | 'token' | 'side' | 'price' | 'size'>;

export type ForeignMatch = {
  readonly trade: VenueTradeId;
  /** What it moved of this wallet's; empty: nobody says. */
  readonly parts: readonly TradePart[];
  /** The chain has taken it back. */
  readonly isUndone: boolean;
};

type Options = {
  readonly clock: Clock;
  readonly notice: NoticeListener;
} & TokenNames;

/** Tokens that are named in one notice, those with most of it first. */
const NAMED = 3;
const ORDERS = 'of this API key that this program did not send';
const MATCHES = 'of this account with an order that this program did not send';

/** Tells a person what somebody else does with this account: one by itself, many by their count. */
export class ForeignNews {
  readonly #names: TokenNames;
  readonly #orders: GatheredNews<ForeignOrder>;
  readonly #matches: GatheredNews<ForeignMatch>;

  constructor({ clock, notice, ...names }: Options) {
    this.#names = names;
    this.#orders = new GatheredNews(clock, (orders) => {
      const [one] = orders;
      const alone = orders.length === 1 && one !== undefined ? { order: one.order } : {};
      notice({ code: 'foreign_order', message: this.#ordersInWords(orders), ...alone });
    });
    this.#matches = new GatheredNews(clock, (matches) => {
      const [one] = matches;
      const alone = matches.length === 1 && one !== undefined ? { trade: one.trade } : {};
      notice({ code: 'foreign_trade', message: this.#matchesInWords(matches), ...alone });
    });
  }

  order(order: ForeignOrder): void {
    this.#orders.add(order);
  }

  match(match: ForeignMatch): void {
    this.#matches.add(match);
  }

  /** Tells what is not told yet: what others do after the end, the proof of that counts. */
  close(): void {
    this.#orders.close();
    this.#matches.close();
  }

  #ordersInWords(orders: readonly ForeignOrder[]): string {
    const [one] = orders;
    if (orders.length === 1 && one !== undefined) {
      const { side, size, token, price } = one;
      const shares = size === undefined ? '' : `${formatDecimal(size)} shares of `;
      const what = `${side} ${shares}${this.#name(token)} at ${formatDecimal(price)}`;
      return `an order ${ORDERS}: ${what}`;
    }
    const each = this.#byToken(orders, (some, name) => `${some.length} for ${name}`);
    return `${orders.length} orders ${ORDERS}: ${each}`;
  }

  #matchesInWords(matches: readonly ForeignMatch[]): string {
    const undone = matches.filter(({ isUndone }) => isUndone).length;
    const made = matches.filter(({ isUndone }) => !isUndone);
    const unclear = made.filter(({ parts }) => parts.length === 0).length;
    const words = this.#movedInWords(made.flatMap(({ parts }) => parts));
    const isOne = matches.length === 1;
    if (unclear > 0) words.push(`${isOne ? '' : `of ${unclear} `}nobody says what was moved`);
    if (undone > 0) words.push(`${isOne ? '' : `${undone} `}taken back by the chain`);
    const many = isOne ? 'a match' : `${matches.length} matches`;
    return `${many} ${MATCHES}: ${words.join('; ')}`;
  }

  #movedInWords(parts: readonly TradePart[]): string[] {
    if (parts.length === 0) return [];
    const [one] = parts;
    if (parts.length === 1 && one !== undefined) {
      return [`${movedInWords(parts, this.#name(one.token))} at ${formatDecimal(one.price)}`];
    }
    return [this.#byToken(parts, movedInWords)];
  }

  /** Tokens of which there is most first, and of those the first few by name. */
  #byToken<T extends { readonly token: TokenId }>(
    news: readonly T[],
    inWords: (some: readonly T[], name: string) => string,
  ): string {
    const each = [...Map.groupBy(news, ({ token }) => token)].sort(
      ([, a], [, b]) => b.length - a.length,
    );
    const words = each.slice(0, NAMED).map(([token, some]) => inWords(some, this.#name(token)));
    const rest = each.length - words.length;
    return rest > 0 ? `${words.join(', ')}, and ${rest} more` : words.join(', ');
  }

  #name(token: TokenId): string {
    return nameOfToken(this.#names, token);
  }
}

function movedInWords(parts: readonly TradePart[], name: string): string {
  const words = (['buy', 'sell'] as const).flatMap((side) => {
    const some = parts.filter((part) => part.side === side);
    if (some.length === 0) return [];
    const shares = some.reduce((sum, { size }) => sum + size, 0);
    return [`${side === 'buy' ? 'bought' : 'sold'} ${formatDecimal(shares)}`];
  });
  return `${words.join(' and ')} shares of ${name}`;
}
