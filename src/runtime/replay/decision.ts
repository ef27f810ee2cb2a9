import type { ChangeSets } from '../../domain/command.ts';
import type { ExchangeAnswer } from '../../domain/event.ts';
import type { ClientOrderId, MarketIndex, StrategyIndex, TokenIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { OrderTerms, Reason } from '../../domain/order.ts';
import type { Price, Shares, Timestamp, Usd } from '../../domain/units.ts';

/** What the strategy could see of a token when it decided; undefined: nobody knew. */
export type Seen = {
  readonly isTrusted: boolean;
  readonly bid: Price | undefined;
  readonly ask: Price | undefined;
  /** Its own shares by fills. */
  readonly held: Shares;
  /** Of the account, reserved or not. */
  readonly cash: Usd;
};

/** What a strategy wished, why, and what became of it. */
export type Decision = {
  /** Number of its entry in the run's journal, from 1. */
  readonly entry: number;
  readonly at: Timestamp;
  readonly strategy: StrategyIndex;
  readonly market: MarketIndex;
  /** Undefined: about the market as a whole. */
  readonly token: TokenIndex | undefined;
  readonly wish: Wish;
  readonly reason: Reason;
  readonly seen: Seen | undefined;
  /** The risk gate's refusal; undefined: it let the wish pass, or was not asked. */
  readonly denied: { readonly code: string; readonly message: string } | undefined;
  /** What was answered about the order, split or merge from then on, as it was taken. */
  readonly answers: TimedAnswer[];
};

/** What decided whether a strategy was heard, or a market traded, at all. */
export type Turn = {
  /** As in a decision. */
  readonly entry: number;
  readonly at: Timestamp;
  readonly turn: Extract<
    JournalEntry,
    {
      readonly kind:
        | 'StrategyHalted'
        | 'StrategyRestarted'
        | 'LoopFailed'
        | 'LoopRecovered'
        | 'OutcomeDiffers'
        | 'RiskModeChanged'
        | 'MarketPaused'
        | 'Operated';
    }
  >;
};

export type Wish =
  | { readonly kind: 'order'; readonly order: ClientOrderId; readonly terms: OrderTerms }
  | { readonly kind: 'cancel'; readonly order: ClientOrderId }
  | { readonly kind: 'sets'; readonly change: ChangeSets }
  /** It looked, and chose not to trade. */
  | { readonly kind: 'skip' };

export type TimedAnswer = { readonly at: Timestamp; readonly event: ExchangeAnswer };

export const FATES = [
  'denied',
  'rejected',
  'filled',
  'canceled',
  'expired',
  'open',
  'cancel',
  'sets',
  'skipped',
] as const;

/** How decisions are chosen: an order may be filled in part, and canceled. */
export type Fate = (typeof FATES)[number];

/** All that hold of a decision. `cancel`, `sets`: it is such a wish, whatever became of it. */
export function fatesOf({ wish, denied, answers }: Decision): readonly Fate[] {
  if (wish.kind === 'skip') return ['skipped'];
  if (denied !== undefined) return ['denied'];
  const kinds = new Set(answers.map(({ event }) => event.kind));
  if (wish.kind === 'sets') return kinds.has('SetsRefused') ? ['sets', 'rejected'] : ['sets'];
  const fates: Fate[] = wish.kind === 'cancel' ? ['cancel'] : [];
  if (kinds.has('OrderRejected') || kinds.has('CancelRejected')) fates.push('rejected');
  if (kinds.has('OrderFilled')) fates.push('filled');
  if (kinds.has('OrderCanceled')) fates.push('canceled');
  if (kinds.has('OrderExpired')) fates.push('expired');
  return wish.kind === 'order' && isOpen(wish.terms, answers) ? [...fates, 'open'] : fates;
}

/** Whether nothing said until the end that the order was over. */
function isOpen({ size }: OrderTerms, answers: readonly TimedAnswer[]): boolean {
  const isOver = answers.some(({ event: { kind } }) => ENDS.has(kind));
  return !isOver && filledOf(answers) < size;
}

const ENDS: ReadonlySet<ExchangeAnswer['kind']> = new Set([
  'OrderRejected',
  'OrderCanceled',
  'OrderExpired',
]);

/** Shares that were filled, taken back or not. */
function filledOf(answers: readonly TimedAnswer[]): Shares {
  return answers.reduce(
    (sum: number, { event }) => sum + (event.kind === 'OrderFilled' ? event.fill.size : 0),
    0,
  ) as Shares;
}
