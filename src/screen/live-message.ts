import type { FeedMessage } from './document-change.ts';
import type { MarketDocument } from './market-document.ts';
import type { StrategyDocument } from './strategy-document.ts';

/** What a browser is told over the socket of the dashboard. */
export type LiveMessage =
  | FeedMessage
  /** Whether the desk is heard. Away since then, µs UTC: what is shown is as it was. */
  | { readonly kind: 'desk'; readonly away: number | null }
  /** Of a market that this browser watches. */
  | { readonly kind: 'market'; readonly market: string; readonly document: MarketDocument }
  /** Of a strategy that it watches. */
  | { readonly kind: 'strategy'; readonly strategy: string; readonly document: StrategyDocument }
  /** What this browser asked for, and why it is not done; a stable code. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** One thing that can be watched closely. */
export type Watched = { readonly market: string } | { readonly strategy: string };

/** What a browser may ask for over that socket. */
export type LiveRequest = { readonly kind: 'watch' | 'unwatch' } & Watched;
