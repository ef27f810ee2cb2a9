import { formatDecimal, MICROS_PER_MS } from '../../domain/units.ts';
import { DEFAULT_DRAWDOWN } from '../../risk/loss-limits.ts';
import { DEFAULT_BREAKS } from '../../risk/market-breaks.ts';
import { DEFAULT_RISK_LIMITS } from '../../risk/risk-limits.ts';
import type { SettingsField } from '../../screen/settings.ts';

type LimitField = Pick<SettingsField, 'path' | 'kind' | 'summary'> & {
  /** As a configuration file would write it. */
  readonly byDefault: string;
};

type Kind = SettingsField['kind'];

function field(path: string, kind: Kind, byDefault: unknown, summary: string): LimitField {
  return { path: `limits.${path}`, kind, summary, byDefault: written(kind, byDefault) };
}

/** Units, µs and counts as a configuration file writes them. */
function written(kind: Kind, value: unknown): string {
  if (typeof value !== 'number') return String(value);
  if (kind === 'count') return String(value);
  return kind === 'ms' ? String(value / MICROS_PER_MS) : formatDecimal(value);
}

/** A part of a group of limits; where the group is unlimited by default, so are its parts. */
function partOf(group: object | 'unlimited', name: string): unknown {
  return typeof group === 'object' ? (group as Record<string, unknown>)[name] : group;
}

const D = DEFAULT_RISK_LIMITS;
const { adverseFills, failures, crossRejects } = DEFAULT_BREAKS;

/** Every limit there is, in the order of a form; a test holds it against the configuration. */
export const LIMIT_FIELDS: readonly LimitField[] = [
  field('maxOrderSize', 'shares', D.maxOrderSize, 'Shares of one order'),
  field('maxPosition', 'shares', D.maxPosition, 'Shares of one outcome, for each strategy'),
  field('maxMarketExposure', 'usd', D.maxMarketExposure, 'Dollars to lose in one market'),
  field('maxGroupExposure', 'usd', D.maxGroupExposure, 'Dollars to lose in one group of markets'),
  field('maxAssetExposure', 'usd', D.maxAssetExposure, 'Dollars to lose on one asset'),
  field('maxStrategyExposure', 'usd', D.maxStrategyExposure, 'Dollars that a strategy may lose'),
  field('maxExposure', 'usd', D.maxExposure, 'Dollars to lose in all'),
  field('maxOpenOrders', 'count', D.maxOpenOrders, 'Orders open at once'),
  field('maxOrdersPerSecond', 'count', D.maxOrdersPerSecond, 'Orders sent in a second'),
  field(
    'maxPriceThrough',
    'price',
    D.maxPriceThrough,
    'How far a price may reach through the book',
  ),
  field('closeLeadMs', 'ms', D.closeLead, 'Nothing rests so long before the end'),
  field('failedFillWaitMs', 'ms', D.failedFillWait, 'No buys so long after one failed on chain'),
  field('maxBookAgeMs', 'ms', D.maxBookAge, 'No buys on a book that says nothing so long'),
  field('maxDayLoss', 'usd', D.maxDayLoss, 'Dollars lost in a UTC day that end it'),
  field('drawdown.reduce', 'part', DEFAULT_DRAWDOWN.reduce, 'Loss at which every limit is halved'),
  field(
    'drawdown.reduceEnd',
    'part',
    DEFAULT_DRAWDOWN.reduceEnd,
    'Loss below which they are whole',
  ),
  field('drawdown.kill', 'part', DEFAULT_DRAWDOWN.kill, 'Loss at which everything is canceled'),
  field('drawdown.resume', 'part', DEFAULT_DRAWDOWN.resume, 'Loss below which it goes on'),
  field('drawdown.coolDownMs', 'ms', DEFAULT_DRAWDOWN.coolDown, 'How long a kill lasts at least'),
  field('drawdown.maxRecoveries', 'count', DEFAULT_DRAWDOWN.maxRecoveries, 'Recoveries in a day'),
  field('adverseFills.most', 'count', partOf(adverseFills, 'most'), 'Bad fills in a row: a pause'),
  field('adverseFills.move', 'price', partOf(adverseFills, 'move'), 'What makes a fill a bad one'),
  field('adverseFills.afterMs', 'ms', partOf(adverseFills, 'after'), 'Measured so long after it'),
  field(
    'adverseFills.coolDownMs',
    'ms',
    partOf(adverseFills, 'coolDown'),
    'How long that pause is',
  ),
  field('failures.most', 'count', partOf(failures, 'most'), 'Failed orders in a row: a pause'),
  field('failures.coolDownMs', 'ms', partOf(failures, 'coolDown'), 'How long that pause is'),
  field(
    'crossRejects.most',
    'count',
    partOf(crossRejects, 'most'),
    'Post-only refusals in a row: a pause',
  ),
  field(
    'crossRejects.coolDownMs',
    'ms',
    partOf(crossRejects, 'coolDown'),
    'How long it is at first',
  ),
  field('crossRejects.longestMs', 'ms', partOf(crossRejects, 'longest'), 'How long it is at most'),
];
