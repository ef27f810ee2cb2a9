import type { ConditionId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { ClobMarketInfo } from '../wire/clob/market-info.ts';
import type { GammaEvent } from '../wire/gamma/event.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import type { Page } from '../wire/page.ts';

// What the catalogue asks the venue. Nothing here throws: a refusal says that no answer came or
// none that can be read, undefined that the venue answered and does not know what was asked for.

/** The venue understood, and gives no page after this cursor: it may be too old. */
export const CURSOR_REFUSED = 'cursor_refused';

/** By the venue's row number; by what was changed last; by what was traded most in 24 hours. */
export type MarketOrder = 'row' | 'latestChange' | 'volume24h';

/** Markets of one kind, in one order, a page at a time. */
export type MarketQuery = {
  readonly closed: boolean;
  readonly order: MarketOrder;
  /** The cursor of the page before; undefined asks for the first page. */
  readonly after: string | undefined;
  /** Called before each request: one that brings no answer is repeated. */
  readonly onRequest?: (() => void) | undefined;
};

/** Groups of the up-or-down tag that end in a stretch of time. */
export type UpDownQuery = {
  readonly endsFrom: Timestamp;
  readonly endsTo: Timestamp;
  readonly after: string | undefined;
};

/** Groups that end at one moment: whether the venue counts the ends of a stretch is not known. */
export function endingAt(at: Timestamp): Pick<UpDownQuery, 'endsFrom' | 'endsTo'> {
  return {
    endsFrom: (at - MICROS_PER_SECOND) as Timestamp,
    endsTo: (at + MICROS_PER_SECOND) as Timestamp,
  };
}

export type GammaSource = {
  /** GET /events/slug/{slug}: a group and its markets; an up/down window's has its own slug. */
  eventBySlug(slug: string): Promise<Result<GammaEvent | undefined>>;
  /** GET /markets/slug/{slug}: one market, open or closed, without the group around it. */
  marketBySlug(slug: string): Promise<Result<GammaMarket | undefined>>;
  /** GET /events/keyset, tag up-or-down, closed=false. */
  upDownEvents(query: UpDownQuery): Promise<Result<Page<GammaEvent>>>;
  /** GET /markets/keyset, 100 a page. Refused as {@link CURSOR_REFUSED}: begin anew. */
  marketPage(query: MarketQuery): Promise<Result<Page<GammaMarket>>>;
};

export type ClobSource = {
  /** GET /clob-markets/{condition id}; it may lag Gamma by minutes. */
  marketInfo(market: ConditionId): Promise<Result<ClobMarketInfo | undefined>>;
};
