import { createHash } from 'node:crypto';
import type { FeeSchedule } from '../domain/fee.ts';
import { formatDecimal, MICROS_PER_MS, SCALE } from '../domain/units.ts';
import type { ParameterSpec, StrategyDefinition } from '../ports/strategy.ts';
import type { Json } from '../report/run-record.ts';
import type { BacktestOptions, LatencyChoice, StrategyChoice } from './backtest-options.ts';
import { CHAIN_ASSUMED } from './chain.ts';

/** The options as people write them: decimals as text, milliseconds, ISO times. */
export function configurationOf(options: BacktestOptions): Json {
  const { data, strategies, capital, latency, queue, fee, minimumSize, limits, seed } = options;
  const { chain = CHAIN_ASSUMED } = options;
  return {
    data: {
      root: data.root,
      datasets: data.datasets ?? 'all',
      markets: data.markets ?? 'all',
      assets: data.assets ?? 'all',
      categories: data.categories ?? 'all',
      from: data.from === undefined ? null : new Date(data.from / MICROS_PER_MS).toISOString(),
      to: data.to === undefined ? null : new Date(data.to / MICROS_PER_MS).toISOString(),
      completeOnly: data.completeOnly,
      // Left out where it is not stated: of most recordings there are books.
      ...(data.halfSpread === undefined ? {} : { halfSpread: formatDecimal(data.halfSpread) }),
    },
    strategies: strategies.map(strategyOf),
    capital: formatDecimal(capital),
    ...openingOf(options.opening),
    ...(options.unchosen?.length ? { unchosen: [...options.unchosen] } : {}),
    latencyMs: {
      feed: latencyOf(latency.feed),
      entry: latencyOf(latency.entry),
      response: latencyOf(latency.response),
    },
    chain: { delayMs: latencyOf(chain.delay), gas: formatDecimal(chain.gas) },
    queue: { ...queue },
    inferFills: options.inferFills,
    unknownDepth: options.unknownDepth,
    fee: fee === undefined ? 'of each market' : feeOf(fee),
    takerDelayMs: options.takerDelayMs ?? 'of each market',
    minimumSize: minimumSize === undefined ? 'of each market' : formatDecimal(minimumSize),
    limits: Object.fromEntries(
      Object.entries(limits).map(([name, cap]) => [name, limitOf(name, cap)]),
    ),
    seed,
  };
}

/** Limits that count things; the others are units of 1e-6. */
const COUNTS = ['maxOpenOrders', 'maxOrdersPerSecond', 'most', 'maxRecoveries'];

type Limit = number | 'unlimited' | Readonly<Record<string, number>>;

function limitOf(name: string, limit: Limit): Json {
  if (typeof limit === 'object') {
    return Object.fromEntries(
      Object.entries(limit).map(([part, value]) => [part, limitOf(part, value)]),
    );
  }
  return limit === 'unlimited' || COUNTS.includes(name) ? limit : formatDecimal(limit);
}

/** Left out where nothing is held: most runs begin with dollars alone. */
function openingOf(opening: BacktestOptions['opening']): Record<string, Json> {
  if (opening === undefined || opening.positions.length === 0) return {};
  const held = opening.positions.map(({ token, strategy, shares, cost }) => ({
    token,
    strategy,
    shares: formatDecimal(shares),
    cost: formatDecimal(cost),
  }));
  return { held };
}

function strategyOf({ name, definition, parameters, memory }: StrategyChoice): Json {
  return {
    name,
    // Left out where it begins with nothing.
    ...(memory === undefined ? {} : { learned: createHash('sha256').update(memory).digest('hex') }),
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([key, value]) => [key, parameterOf(definition, key, value)]),
    ),
  };
}

function parameterOf(definition: StrategyDefinition, key: string, value: number | string): Json {
  const kind: ParameterSpec['kind'] | undefined = definition.parameters[key]?.kind;
  const isUnits = kind === 'price' || kind === 'shares' || kind === 'usd';
  return isUnits && typeof value === 'number' ? formatDecimal(value) : value;
}

function latencyOf(choice: LatencyChoice): Json {
  return typeof choice === 'number'
    ? choice / MICROS_PER_MS
    : { sample: choice.map((micros) => micros / MICROS_PER_MS) };
}

function feeOf({ ratePpm, exponent, makerRebatePpm }: FeeSchedule): Json {
  return { rate: ratePpm / SCALE, exponent, makerRebate: makerRebatePpm / SCALE };
}
