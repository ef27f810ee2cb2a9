import type { FeeSchedule } from '../domain/fee.ts';
import type { Price, Shares, Usd } from '../domain/units.ts';
import type { AlertKind, AlertLevel } from '../ports/notifier.ts';
import type { StrategyDefinition } from '../ports/strategy.ts';
import type { RiskLimits } from '../risk/risk-limits.ts';
import type { FillInference } from '../sim/options.ts';
import type { QueueModel } from '../sim/queue-model.ts';
import type { NotifySettings } from './notify/notify-settings.ts';

/** Decimal text, e.g. '0.07': money is never written as a number, so nothing is lost. */
type DecimalText = string;

/**
 * The default export of polydesk.config.ts. Everything is optional; the command line overrides it.
 * Paths are relative to the file itself.
 */
export type Config = {
  /** Root folder of the archive. */
  readonly data?: string;
  /** Your own strategies: modules (paths) or definitions. */
  readonly strategies?: readonly (string | StrategyDefinition)[];
  /** Parameters by strategy name, as text: `{ 'late-favourite': { size: '20' } }`. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Dollars at the start. */
  readonly capital?: DecimalText;
  /** Milliseconds from the venue to us, from us to the venue, and of its answer back to us. */
  readonly latency?: {
    readonly feedMs: number;
    readonly entryMs: number;
    readonly responseMs: number;
  };
  /** Splits and merges: milliseconds until the chain has done one, dollars of gas for each. */
  readonly chain?: { readonly delayMs?: number; readonly gas?: DecimalText };
  /** How cancels ahead of a resting order move it up. */
  readonly queue?: QueueModel;
  /** How orders at rest fill where no trades were recorded. */
  readonly inferFills?: FillInference;
  /** Levels whose size was not recorded: take nothing, or anything. */
  readonly unknownDepth?: 'refuse' | 'assume';
  /** Dollars to either side of a told price, for the book to make of it; none is unless said. */
  readonly halfSpread?: DecimalText;
  /** Charged instead of every market's own schedule. */
  readonly fee?: {
    readonly rate: DecimalText;
    readonly exponent?: 1 | 2;
    /** Share of the fee that goes back to makers; 0.2 unless said. */
    readonly makerRebate?: DecimalText;
  };
  /** How long marketable orders are held back, instead of what every market says. */
  readonly takerDelayMs?: number;
  /** Shares: the smallest order that may rest, instead of what every market says. */
  readonly minimumSize?: DecimalText;
  /** What the risk gate lets through; 'unlimited' where you mean it. */
  readonly limits?: ConfiguredLimits;
  /** The only source of chance. */
  readonly seed?: number;
  /** Where a desk that runs tells what happens; secrets are in the environment. */
  readonly notify?: ConfiguredNotify;
};

/** Which alerts a place is told; all, unless said. */
type ToldThere = {
  /** That level and above. */
  readonly level?: AlertLevel;
  readonly kinds?: readonly AlertKind[];
};

type ConfiguredNotify = {
  /** The bot's token is in POLYDESK_TELEGRAM_TOKEN, or in a file of its own: never here. */
  readonly telegram?: ToldThere & {
    /** Numbers of the users who are heard; each is told in the own chat with the bot. */
    readonly users: readonly number[];
    /** The number of a group, to be told there instead. */
    readonly group?: number;
    /** A Bot API of your own: https, or http on this machine. */
    readonly api?: string;
    /** A file that holds the token and that only its owner may read; from this file's folder. */
    readonly tokenFile?: string;
  };
  readonly webhooks?: readonly (ToldThere & {
    /** https, or http on this machine; or the variable of the environment that holds it. */
    readonly url?: string;
    readonly urlFrom?: string;
    /** The variable that holds the secret by which bodies are signed. */
    readonly secretFrom?: string;
  })[];
  /** When a day is summed up, UTC, e.g. '07:30'; never unless said. */
  readonly dailyAt?: string;
};

/** Limits as they are written; what is left out keeps its default. */
type ConfiguredLimits = {
  /** Shares. */
  readonly maxOrderSize?: DecimalText | 'unlimited';
  /** Shares of one outcome token, for each strategy. */
  readonly maxPosition?: DecimalText | 'unlimited';
  /** Dollars. */
  readonly maxMarketExposure?: DecimalText | 'unlimited';
  /** Dollars: in the markets of one group. */
  readonly maxGroupExposure?: DecimalText | 'unlimited';
  /** Dollars: in all markets of one asset. */
  readonly maxAssetExposure?: DecimalText | 'unlimited';
  /** Dollars: what one strategy may lose. */
  readonly maxStrategyExposure?: DecimalText | 'unlimited';
  /** Dollars. */
  readonly maxExposure?: DecimalText | 'unlimited';
  readonly maxOpenOrders?: number | 'unlimited';
  readonly maxOrdersPerSecond?: number | 'unlimited';
  /** Dollars per share. */
  readonly maxPriceThrough?: DecimalText | 'unlimited';
  /** Milliseconds before a market's end from which on nothing rests there; 5000 unless said. */
  readonly closeLeadMs?: number;
  /** Milliseconds without buys in a market after one failed on the chain; 60000 unless said. */
  readonly failedFillWaitMs?: number;
  /** Milliseconds without a word of a book, after which nothing is bought on it. */
  readonly maxBookAgeMs?: number | 'unlimited';
  /** What happens as equity falls from its highest: parts of that, e.g. '0.15'. */
  readonly drawdown?:
    | {
        /** From here on half of every limit holds, until less than `reduceEnd` is lost. */
        readonly reduce?: DecimalText;
        readonly reduceEnd?: DecimalText;
        /** From here on everything is canceled, and nothing is opened. */
        readonly kill?: DecimalText;
        /** It goes on by itself once less is lost and the cool-down is over. */
        readonly resume?: DecimalText;
        readonly coolDownMs?: number;
        /** So often in a UTC day. */
        readonly maxRecoveries?: number;
      }
    | 'unlimited';
  /** Dollars of equity lost in a UTC day, after which nothing is opened until it ends. */
  readonly maxDayLoss?: DecimalText | 'unlimited';
  /** Fills in a row after which the midpoint went against us: no buys in the market for a while. */
  readonly adverseFills?:
    | {
        readonly most?: number;
        /** Dollars per share, `afterMs` after the fill. */
        readonly move?: DecimalText;
        readonly afterMs?: number;
        readonly coolDownMs?: number;
      }
    | 'unlimited';
  /** The same for orders that were rejected or could not be sent. */
  readonly failures?: { readonly most?: number; readonly coolDownMs?: number } | 'unlimited';
  /** The same for post-only orders that would cross; each further `most` adds a cool-down. */
  readonly crossRejects?:
    | { readonly most?: number; readonly coolDownMs?: number; readonly longestMs?: number }
    | 'unlimited';
};

/** A checked configuration: units instead of text, µs instead of ms, limits complete. */
export type CheckedConfig = {
  readonly data: string | undefined;
  readonly strategies: readonly (string | StrategyDefinition)[];
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly capital: Usd | undefined;
  readonly latency:
    | { readonly feed: number; readonly entry: number; readonly response: number }
    | undefined;
  readonly chain: { readonly delay: number; readonly gas: Usd } | undefined;
  readonly queue: QueueModel | undefined;
  readonly inferFills: FillInference | undefined;
  readonly unknownDepth: 'refuse' | 'assume' | undefined;
  readonly halfSpread: Price | undefined;
  readonly fee: FeeSchedule | undefined;
  readonly takerDelayMs: number | undefined;
  readonly minimumSize: Shares | undefined;
  readonly limits: RiskLimits;
  readonly seed: number | undefined;
  readonly notify: NotifySettings | undefined;
};
