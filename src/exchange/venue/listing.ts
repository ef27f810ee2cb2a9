import type { ConditionId, TokenId } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import type { Timestamp } from '../../domain/units.ts';

/** The page that a market stands on; rolling markets each have their own. */
export type ListedEvent = {
  /** Decimal digits. */
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** btc-up-or-down-5m; undefined outside a series. */
  readonly series:
    | { readonly id: string; readonly slug: string; readonly title: string }
    | undefined;
  /** Tags as the venue writes them: up-or-down, crypto. */
  readonly tags: readonly string[];
};

/** A market as the venue lists it: what matching must know, and the words around it. */
export type Listing = {
  readonly market: Market & {
    readonly conditionId: ConditionId;
    readonly tokens: readonly [TokenId, TokenId];
    readonly labels: readonly [string, string];
    readonly question: string;
  };
  /** Decimal digits. */
  readonly id: string;
  /** "0x" and 64 hex digits. */
  readonly questionId: string;
  /** The stream that decides, as an address; empty where none does. */
  readonly resolutionSource: string;
  readonly event: ListedEvent;
  /** When it becomes known. */
  readonly listedAt: Timestamp;
};
