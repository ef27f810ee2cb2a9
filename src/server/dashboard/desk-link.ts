import type { Result } from '../../domain/result.ts';
import type { FeedMessage } from '../../screen/document-change.ts';
import type { EquityPoint } from '../../screen/equity-point.ts';
import type { MarketDocument, OpinionPoint, PathPoint } from '../../screen/market-document.ts';
import type { StrategyDocument } from '../../screen/strategy-document.ts';
import type { SizeWord } from '../operator-word.ts';

/** Words to a desk, as its control server takes them; strategies and markets by name. */
export type DeskWord =
  | { readonly kind: 'pause' | 'resume'; readonly strategy: string | undefined }
  | { readonly kind: 'cancel'; readonly market: string | undefined }
  | SizeWord
  | { readonly kind: 'stop' | 'kill' | 'paper' };

export type DeskListener = {
  /** False: it does not follow what was told before; the link begins anew, with a snapshot. */
  readonly onMessage: (message: FeedMessage) => boolean;
  /** It is not heard any more, or not yet. */
  readonly onAway: () => void;
};

/** Hears closely of one market or strategy. */
export type CloseListener<T> = {
  readonly onDocument: (document: T) => void;
  /** The desk is not heard any more, or not yet: whoever is heard next may be another run. */
  readonly onAway: () => void;
};

/** A desk that runs, in this process or another, asked over its control server. */
export type DeskLink = {
  /** Tells its document until the link is closed; comes back by itself. */
  listen(listener: DeskListener): void;
  /** Whether anybody looks: while nobody does, it is told now and then only. */
  attend(isAttended: boolean): void;
  /** Tells one market's document until the returned function is called. */
  market(market: string, listener: CloseListener<MarketDocument>): () => void;
  /** The same of what one strategy thinks. */
  strategy(strategy: string, listener: CloseListener<StrategyDocument>): () => void;
  path(market: string): Promise<Result<readonly PathPoint[]>>;
  /** What each strategy thought of it in this run, wherever that changed. */
  opinions(market: string): Promise<Result<readonly OpinionPoint[]>>;
  /** What it was worth since its run began. */
  equity(): Promise<Result<readonly EquityPoint[]>>;
  say(word: DeskWord): Promise<Result<unknown>>;
  close(): void;
};
