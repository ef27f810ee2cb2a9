import type { CancelOrder, ChangeSets, OperatorCommand, SubmitOrder } from './command.ts';
import type { ExchangeEvent, SetsEvent } from './event.ts';
import type { FillMids } from './fill-mids.ts';
import type { MarketIndex, StrategyIndex, TokenIndex } from './ids.ts';
import type { Resolution } from './market.ts';
import type { MarketBreak } from './market-break.ts';
import type { ModelForecast } from './model-forecast.ts';
import type { Reason } from './order.ts';
import type { OutcomeDifference } from './outcome-difference.ts';
import type { KillCause, RiskMode } from './risk-standing.ts';
import type { Shares, Timestamp, Usd } from './units.ts';

/**
 * What the engine did and what it was told, in order: the truth that reports are folded from and
 * that the run's hash covers. Market data is not repeated here: the archive holds it.
 */
export type JournalEntry =
  | { readonly kind: 'Submitted'; readonly at: Timestamp; readonly command: SubmitOrder }
  | {
      readonly kind: 'Denied';
      readonly at: Timestamp;
      readonly command: SubmitOrder;
      readonly code: string;
      readonly message: string;
    }
  | { readonly kind: 'CancelRequested'; readonly at: Timestamp; readonly command: CancelOrder }
  /** A split or a merge was sent. */
  | { readonly kind: 'SetsRequested'; readonly at: Timestamp; readonly command: ChangeSets }
  | {
      readonly kind: 'SetsDenied';
      readonly at: Timestamp;
      readonly command: ChangeSets;
      readonly code: string;
      readonly message: string;
    }
  | { readonly kind: 'SetsAnswered'; readonly at: Timestamp; readonly event: SetsEvent }
  /** A strategy looked, and chose not to trade. */
  | {
      readonly kind: 'Skipped';
      readonly at: Timestamp;
      readonly strategy: StrategyIndex;
      readonly market: MarketIndex;
      readonly reason: Reason;
    }
  /** A strategy's model said how likely the market's first outcome is. */
  | (ModelForecast & {
      readonly kind: 'Forecasted';
      readonly at: Timestamp;
      readonly strategy: StrategyIndex;
      readonly market: MarketIndex;
    })
  | { readonly kind: 'Answered'; readonly at: Timestamp; readonly event: ExchangeEvent }
  /** Where the middle price of a fill's token went after it; nothing decides by it. */
  | (FillMids & {
      readonly kind: 'FillFollowed';
      readonly at: Timestamp;
      /** The fill's own id. */
      readonly fill: number;
      readonly token: TokenIndex;
    })
  /**
   * What rested in a market was scored for the venue's liquidity rewards, once in a minute, and
   * what that brings; apart from all cash. Undefined: the book was not known well enough.
   */
  | {
      readonly kind: 'RewardSampled';
      readonly at: Timestamp;
      readonly market: MarketIndex;
      /** Of all our orders there, and of all that the book shows, taken as one maker. */
      readonly mine: number | undefined;
      readonly others: number | undefined;
      readonly reward: Usd | undefined;
    }
  | { readonly kind: 'Operated'; readonly at: Timestamp; readonly command: OperatorCommand }
  /**
   * A strategy threw: what it had open is canceled, and it is called no more until it is started
   * anew. Undefined `restartAt`: it is given up.
   */
  | {
      readonly kind: 'StrategyHalted';
      readonly at: Timestamp;
      readonly strategy: StrategyIndex;
      readonly message: string;
      readonly restartAt: Timestamp | undefined;
    }
  /** A fresh instance of a strategy that was halted; nothing of it was open any more. */
  | {
      readonly kind: 'StrategyRestarted';
      readonly at: Timestamp;
      readonly strategy: StrategyIndex;
    }
  /** A round of a strategy's loop threw: nothing came of it, and the loop alone is tried again. */
  | {
      readonly kind: 'LoopFailed';
      readonly at: Timestamp;
      readonly strategy: StrategyIndex;
      readonly loop: string;
      readonly message: string;
      readonly retryAt: Timestamp;
    }
  | {
      readonly kind: 'LoopRecovered';
      readonly at: Timestamp;
      readonly strategy: StrategyIndex;
      readonly loop: string;
    }
  /** From here on the market is known, by this index. */
  | {
      readonly kind: 'MarketListed';
      readonly at: Timestamp;
      readonly market: MarketIndex;
      readonly slug: string;
    }
  /** Shares from an earlier run are there from here on: settled, and paid for before. */
  | {
      readonly kind: 'PositionOpened';
      readonly at: Timestamp;
      readonly strategy: StrategyIndex;
      readonly token: TokenIndex;
      readonly shares: Shares;
      /** What they cost, fees included. */
      readonly cost: Usd;
    }
  /**
   * The venue says that a market ended otherwise than our own prints do. Nothing is opened any more
   * in markets that the same feed decides: either is wrong, and so is what is believed of them.
   */
  | (OutcomeDifference & { readonly kind: 'OutcomeDiffers'; readonly at: Timestamp })
  /** What the account has lost has changed what may be opened. */
  | {
      readonly kind: 'RiskModeChanged';
      readonly at: Timestamp;
      readonly before: RiskMode;
      readonly mode: RiskMode;
      /** Of a kill that is not over. */
      readonly cause: KillCause | undefined;
      readonly equity: Usd;
      readonly highWater: Usd;
      /** In millionths of the highest. */
      readonly drawdown: number;
      readonly dayLoss: Usd;
      readonly recoveries: number;
      /** It goes on not before that. */
      readonly until: Timestamp | undefined;
    }
  /** Nothing is opened in a market for a while: too much went wrong there in a row. */
  | (MarketBreak & {
      readonly kind: 'MarketPaused';
      readonly at: Timestamp;
      readonly market: MarketIndex;
    })
  | { readonly kind: 'MarketClosed'; readonly at: Timestamp; readonly market: MarketIndex }
  | {
      readonly kind: 'MarketResolved';
      readonly at: Timestamp;
      readonly market: MarketIndex;
      readonly payout: Resolution['payout'];
    };
