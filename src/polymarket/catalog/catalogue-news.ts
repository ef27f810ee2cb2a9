import type { Resolution } from '../../domain/market.ts';
import type { LifeState } from '../../domain/market-life.ts';
import type { Refusal } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';
import type { ExactPrice } from '../wire/gamma/event.ts';
import type { Payout } from '../wire/gamma/payout.ts';
import type { Verdict } from './lifecycle.ts';
import type { ListedMarket } from './market-facts.ts';

/** A market of the catalogue as of a moment. */
export type CatalogueMarket = {
  readonly state: LifeState;
  /** Of crypto up/down markets; the close of all others is not known ahead. */
  readonly window: UpDownWindow | undefined;
  readonly listed: ListedMarket;
  /** The venue's own prices at the ends of the window, as soon as it tells them. */
  readonly priceToBeat: ExactPrice | undefined;
  readonly finalPrice: ExactPrice | undefined;
  readonly resolution: Resolution | undefined;
};

/** What the catalogue tells, `at` by the wall clock. */
export type CatalogueNews = { readonly at: Timestamp } & (
  | {
      /**
       * known: Gamma and CLOB both know it; accepting: takes orders; opened, closing, closed: its
       * window is open, about to close, over. Each comes once and in this order; what came to pass
       * before the catalogue knew the market is told at once. A market without a window is opened
       * when it takes orders, closed when the venue says so, and never about to close.
       */
      readonly kind: 'known' | 'accepting' | 'opened' | 'closing' | 'closed';
      readonly market: CatalogueMarket;
    }
  | {
      readonly kind: 'resolved';
      readonly market: CatalogueMarket;
      readonly resolution: Resolution;
    }
  /** The venue tells its price at an end of the window: what our own strike is held against. */
  | {
      readonly kind: 'priced';
      readonly market: CatalogueMarket;
      readonly end: 'open' | 'close';
      readonly price: ExactPrice;
    }
  /** Undecided for longer than is usual: disputed, unclear, or only slow. */
  | { readonly kind: 'late'; readonly market: CatalogueMarket; readonly verdict: Verdict }
  /** The venue takes a winner back. Nothing that rests on it may be believed. */
  | {
      readonly kind: 'contradicted';
      readonly market: CatalogueMarket;
      readonly before: Payout;
      /** Undefined: disputed again. */
      readonly after: Payout | undefined;
    }
  /** Its window closed before both services knew it. */
  | { readonly kind: 'skipped'; readonly window: UpDownWindow; readonly why: string }
  /** What the venue says of it contradicts itself; it stays unknown. Told once per reason. */
  | { readonly kind: 'refused'; readonly slug: string; readonly refusal: Refusal }
  /** A market that was asked for is not known yet; it is looked for again. Told once per reason. */
  | { readonly kind: 'unfound'; readonly slug: string; readonly refusal: Refusal }
);

/** Who wants to know. */
export type CatalogueListener = (news: CatalogueNews) => void;
