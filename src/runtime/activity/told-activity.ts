import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import type { Interval } from '../../domain/interval.ts';
import { MICROS_PER_SECOND, type Timestamp, type Usd } from '../../domain/units.ts';
import { wilson } from '../../domain/wilson.ts';
import { upDownWindow } from '../../polymarket/wire/updown-slug.ts';
import type { Opinion } from '../../ports/opinion.ts';
import type { ForecastsTold } from '../../report/activity/forecast-tally.ts';
import type { MarketActivity, MarketSide } from '../../report/activity/market-activity.ts';
import type { RunActivity } from '../../report/activity/run-activity.ts';
import type { ReasonCount, StrategyActivity } from '../../report/activity/strategy-activity.ts';
import { ratio } from '../../report/format.ts';

/** What a run did and why it did nothing, for people and programs. Dollars at 1e-6. */
export type ToldActivity = {
  readonly coverage: readonly Coverage[];
  readonly strategies: readonly ToldStrategy[];
};

/** Markets of one kind. */
type Coverage = {
  readonly asset: string | undefined;
  readonly frame: string | undefined;
  /** Heard of; traded by any strategy; decided, so that there is a label to learn from. */
  readonly seen: number;
  readonly traded: number;
  readonly labeled: number;
};

type ToldStrategy = {
  readonly name: string;
  /** Orders, denials and skips. */
  readonly decisions: number;
  readonly orders: number;
  readonly denied: number;
  readonly skipped: number;
  readonly fills: number;
  /** Markets in which it traded; of those: decided; and left it more than it had paid. */
  readonly traded: number;
  readonly settled: number;
  readonly won: number;
  /** Of the settled; 95 % by Wilson. */
  readonly winRate: number | undefined;
  readonly winRateInterval: Interval | undefined;
  /** Of the settled, fees included. */
  readonly net: Usd;
  readonly outlay: Usd;
  readonly fees: Usd;
  readonly roi: number | undefined;
  /** What it has learned so far, in words; none: it does not learn, or nobody can be asked. */
  readonly models: readonly string[];
  readonly forecasts: readonly ForecastsTold[];
  readonly reasons: readonly (Omit<ReasonCount, 'latest'> & {
    readonly latest: Omit<ReasonCount['latest'], 'market'> & { readonly market: string };
  })[];
  /** Markets of which it has said nothing, by why. */
  readonly silences: readonly Silence[];
};

export type Silence = {
  readonly code: string;
  readonly markets: number;
  /** The one whose time comes first, else the latest. */
  readonly nearest: {
    readonly market: string;
    readonly numbers: Readonly<Record<string, number>>;
  };
};

/** Whoever can be asked, while the run goes on. */
export type Asked = {
  /** What a strategy thinks of a market now. */
  opinion(strategy: StrategyIndex, market: MarketIndex): Opinion | undefined;
  /** What it has learned so far, in words. */
  models(strategy: StrategyIndex): readonly string[];
};

const NOBODY: Asked = { opinion: () => undefined, models: () => [] };

export function toldActivity(
  activity: RunActivity,
  now: Timestamp,
  asked: Asked = NOBODY,
): ToldActivity {
  const markets = [...activity.markets];
  const summaries = summaryOf(activity, asked);
  return {
    coverage: coverageOf(markets.map(([, market]) => market)),
    strategies: activity.strategies.map((strategy, i) => {
      const index = i as StrategyIndex;
      return {
        ...(summaries[i] as StrategySummary),
        reasons: strategy.reasons.map(({ latest, ...reason }) => {
          const market = activity.markets.get(latest.market)?.slug ?? `market ${latest.market}`;
          return { ...reason, latest: { ...latest, market } };
        }),
        silences: silencesOf(markets, index, (market, known) =>
          whySilent(known, { index, strategy, now, ask: () => asked.opinion(index, market) }),
        ),
      };
    }),
  };
}

/** What of a strategy costs little to tell: nobody is asked what it thinks. */
export type StrategySummary = ReturnType<typeof totalsOf> &
  ReturnType<typeof resultOf> &
  Pick<ToldStrategy, 'models' | 'forecasts'>;

/** By the place of the strategy. */
export function summaryOf(
  activity: RunActivity,
  { models }: Pick<Asked, 'models'>,
): readonly StrategySummary[] {
  const markets = [...activity.markets.values()];
  return activity.strategies.map((strategy, i) => ({
    ...totalsOf(strategy),
    ...resultOf(markets, i as StrategyIndex),
    models: models(i as StrategyIndex),
    forecasts: strategy.forecasts.map(({ told }) => told),
  }));
}

function coverageOf(markets: readonly MarketActivity[]): Coverage[] {
  const kindOf = ({ slug, listedAt }: MarketActivity) => {
    const window = upDownWindow(slug, listedAt);
    return window === undefined ? '' : `${window.asset} ${window.frame}`;
  };
  return [...Map.groupBy(markets, kindOf)].map(([kind, own]) => {
    const [asset, frame] = kind === '' ? [] : kind.split(' ');
    return {
      asset,
      frame,
      seen: own.length,
      traded: own.filter(({ isTraded }) => isTraded).length,
      labeled: own.filter(({ payout }) => payout !== undefined).length,
    };
  });
}

function totalsOf(strategy: StrategyActivity) {
  const { name, submitted: orders, fills } = strategy;
  const denied = strategy.count('denied');
  const skipped = strategy.count('skipped');
  return { name, decisions: orders + denied + skipped, orders, denied, skipped, fills };
}

function resultOf(markets: readonly MarketActivity[], index: StrategyIndex) {
  let [traded, settled, won, net, outlay, fees] = [0, 0, 0, 0, 0, 0];
  for (const market of markets) {
    const side: MarketSide | undefined = market.side(index);
    if (side?.isTraded !== true) continue;
    traded++;
    if (market.payout === undefined) continue;
    const made = side.net(market.payout);
    settled++;
    if (made > 0) won++;
    net += made;
    outlay += side.outlay;
    fees += side.fees;
  }
  return {
    traded,
    settled,
    won,
    winRate: ratio(won, settled),
    winRateInterval: wilson(won, settled),
    net: net as Usd,
    outlay: outlay as Usd,
    fees: fees as Usd,
    roi: ratio(net, outlay),
  };
}

type Why = Pick<Opinion, 'code' | 'numbers'>;

function silencesOf(
  markets: readonly (readonly [MarketIndex, MarketActivity])[],
  index: StrategyIndex,
  why: (market: MarketIndex, known: MarketActivity) => Why,
): Silence[] {
  const silences = new Map<string, Silence>();
  for (const [market, known] of markets) {
    if (known.side(index)?.hasDecided === true) continue;
    const { code, numbers } = why(market, known);
    const before = silences.get(code);
    const here = { market: known.slug, numbers };
    const isLater = before !== undefined && waitOf(before.nearest.numbers) < waitOf(numbers);
    const nearest = isLater ? before.nearest : here;
    silences.set(code, { code, markets: (before?.markets ?? 0) + 1, nearest });
  }
  return [...silences.values()].sort((a, b) => b.markets - a.markets);
}

/** Seconds until something is to be decided there; none is known of the others. */
function waitOf({ secondsUntilOpen, secondsUntilWindow }: Why['numbers']): number {
  return secondsUntilOpen ?? secondsUntilWindow ?? Number.POSITIVE_INFINITY;
}

/** Why nothing was said of a market, by what is known of both. */
function whySilent(
  market: MarketActivity,
  {
    index,
    strategy,
    now,
    ask,
  }: {
    readonly index: StrategyIndex;
    readonly strategy: StrategyActivity;
    readonly now: Timestamp;
    readonly ask: () => Opinion | undefined;
  },
): Why {
  const { slug, listedAt, closedAt, haltedAtClose, payout } = market;
  const window = upDownWindow(slug, listedAt);
  if (window !== undefined && now < window.opensAt && !strategy.isHalted) {
    const secondsUntilOpen = (window.opensAt - now) / MICROS_PER_SECOND;
    return why('not_open_yet', { secondsUntilOpen });
  }
  // A run that is stopped closes all its markets, each at its own time.
  const isClosed = closedAt !== undefined && closedAt <= now;
  if (isClosed || payout !== undefined) {
    if (market.side(index)?.isTraded === true) return why('held_from_before');
    if (window !== undefined && window.closesAt <= listedAt) return why('over_before_known');
    return why(haltedAtClose.has(index) ? 'strategy_halted' : 'closed_undecided');
  }
  if (strategy.isHalted) return why('strategy_halted');
  const opinion = ask();
  return opinion === undefined ? why('nothing_said') : why(opinion.code, opinion.numbers);
}

function why(code: string, numbers: Why['numbers'] = {}): Why {
  return { code, numbers };
}
