import type { Fill } from '../../domain/fill.ts';
import { type FillMids, MID_NAMES } from '../../domain/fill-mids.ts';
import type { Interval } from '../../domain/interval.ts';
import { mulDiv, NO_USD, type Price, SCALE, type Usd } from '../../domain/units.ts';
import { groupByMarket } from '../folds/profit.ts';
import { clusterBootstrap } from '../statistics/bootstrap.ts';
import type { MakerFill } from './maker-fills.ts';

export type MarkoutName = keyof FillMids;

export const MARKOUT_NAMES: readonly MarkoutName[] = ['atFill', ...MID_NAMES];

/**
 * What fills were worth at the midpoint of a moment: bought below it, or sold above, is a gain.
 * That of the fill itself is the spread earned; what is gone of it later, others knew.
 */
export type Markout = {
  readonly name: MarkoutName;
  /** Fills whose midpoint is known; all figures are of these. */
  readonly known: number;
  readonly markets: number;
  readonly dollars: Usd;
  /** Dollars per fill, and its 95 % interval, resampled by market. */
  readonly mean: number | undefined;
  readonly meanInterval: Interval | undefined;
  /** Of the dollars traded, in hundredths of a percent. */
  readonly bps: number | undefined;
  readonly bpsInterval: Interval | undefined;
};

const BPS = 10_000;

/** `seed` drives the resampling alone. */
export function measureMarkout(
  fills: readonly MakerFill[],
  name: MarkoutName,
  seed: number,
): Markout {
  const known = fills.filter(({ mids }) => mids?.[name] !== undefined);
  const clusters = [...groupByMarket(known).values()];
  const column = (of: (one: MakerFill) => number) =>
    Float64Array.from(clusters, (group) => group.reduce((sum, one) => sum + of(one), 0));
  const gainOf = ({ fill, mids }: MakerFill) => gainAt(fill, mids?.[name] as Price);
  const gains = column((one) => gainOf(one) / SCALE);
  const amounts = column(({ fill }) => fill.amount / SCALE);
  const intervals = clusterBootstrap(gains, [column(() => 1), amounts], seed);
  const dollars = known.reduce((sum, one) => sum + gainOf(one), 0) as Usd;
  const traded = known.reduce((sum, { fill }) => sum + fill.amount, 0);
  const bpsOf = (share: number) => share * BPS;
  return {
    name,
    known: known.length,
    markets: clusters.length,
    dollars,
    mean: known.length === 0 ? undefined : dollars / SCALE / known.length,
    meanInterval: intervals?.[0],
    bps: traded === 0 ? undefined : bpsOf(dollars / traded),
    bpsInterval: intervals && {
      low: bpsOf(intervals[1].low),
      high: bpsOf(intervals[1].high),
    },
  };
}

/** What a fill has gained when its token is worth `mid`, without fees. */
export function gainAt({ side, size, price }: Fill, mid: Price): Usd {
  const better = side === 'buy' ? mid - price : price - mid;
  return better === 0 ? NO_USD : (mulDiv(size, better, SCALE, 'halfEven') as Usd);
}
