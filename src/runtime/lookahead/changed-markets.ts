import type { ConditionId, TokenId } from '../../domain/ids.ts';
import type { Market, TickChange } from '../../domain/market.ts';
import type { TickSize } from '../../domain/tick.ts';
import {
  MICROS_PER_SECOND,
  type Price,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import { type Change, concerns, marketField } from './change.ts';

type Facts = { readonly [K in keyof Market]-?: (value: Market[K]) => Market[K] };

/** For each fact another one that could stand there: a new fact of Market belongs here as well. */
const OTHER: Facts = {
  slug: (slug) => `${slug}-scrambled`,
  conditionId: (id) => `${id ?? ''}scrambled` as ConditionId,
  tokens: ([first, second]) => [other(second), other(first)],
  labels: ([first, second]) => [second ?? 'Scrambled', first ?? 'Scrambled'],
  question: (question) => `${question ?? ''} scrambled`,
  category: (category) => `${category ?? ''}scrambled`,
  asset: (asset) => `${asset ?? ''}scrambled`,
  opensAt: (at) => later(at),
  closesAt: (at) => later(at),
  ticks: (ticks) => ticks.map(otherTick),
  minimumSize: (size) => ((size ?? 0) + 1_000_000) as Shares,
  fee: (fee) => ({
    value: {
      ratePpm: 1_000_000 - (fee?.value.ratePpm ?? 0),
      exponent: fee?.value.exponent === 1 ? 2 : 1,
      makerRebatePpm: 1_000_000 - (fee?.value.makerRebatePpm ?? 0),
    },
    source: 'scrambled',
  }),
  rule: (rule) => ({
    value:
      rule?.value.kind === 'oracle'
        ? { kind: 'spot_close_vs_open', feed: 'scrambled/scrambled', tie: 'half' }
        : { kind: 'oracle' },
    source: 'scrambled',
  }),
  negativeRisk: (isNegative) => !isNegative,
  group: (group) => `scrambled-${group}`,
  rewards: (rewards) => ({
    value: {
      perDay: ((rewards?.value.perDay ?? 0) + 1_000_000) as Usd,
      minimumSize: ((rewards?.value.minimumSize ?? 0) + 1_000_000) as Shares,
      mostSpread: ((rewards?.value.mostSpread ?? 0) + 10_000) as Price,
    },
    source: 'scrambled',
  }),
  createdAt: (at) => later(at),
  takerDelayMs: (delay) => (delay ?? 0) + 1_000,
};

const FACTS = Object.keys(OTHER) as (keyof Market)[];

/** Fields of these markets' facts that can be scrambled, each alone. */
export function marketFields(markets: readonly Market[]): string[] {
  const names = new Set<string>(FACTS);
  for (const market of markets) for (const name of Object.keys(market)) names.add(name);
  return [...names].map(marketField);
}

/**
 * The markets as they may be known at `cut`. `listed`: so many are known by then. Of these the
 * facts stay as they are, for they are public from the listing on; but later tick sizes are not
 * known yet, and what is no fact of {@link Market} (an outcome, a final price) is not known either.
 * Of the others nothing is.
 */
export function changedMarkets(
  markets: readonly Market[],
  listed: number,
  cut: Timestamp,
  change: Change,
): readonly Market[] {
  if (change.how === 'nothing') return markets;
  if (change.how === 'removed') {
    if (change.only !== undefined) return markets;
    return markets.slice(0, listed).map((market) => knownOnly(market, cut));
  }
  return markets.map((market, index) => scrambled(market, index < listed, cut, change));
}

function knownOnly(market: Market, cut: Timestamp): Market {
  const known = Object.entries(market).filter(([name]) => isFact(name));
  const { ticks } = market;
  const soFar = ticks.filter(({ at }, i) => i === 0 || at <= cut);
  return { ...(Object.fromEntries(known) as Market), ticks: soFar };
}

function scrambled(market: Market, isListed: boolean, cut: Timestamp, change: Change): Market {
  const changed: Record<string, unknown> = { ...market };
  for (const name of new Set([...FACTS, ...Object.keys(market)])) {
    if (!concerns(change, marketField(name))) continue;
    const value = changed[name];
    if (!isFact(name)) changed[name] = otherThing(value);
    else if (!isListed) changed[name] = (OTHER[name] as (value: unknown) => unknown)(value);
    else if (name === 'ticks') {
      changed[name] = market.ticks.map((one, i) =>
        i === 0 || one.at <= cut ? one : otherTick(one),
      );
    }
  }
  return changed as Market;
}

function isFact(name: string): name is keyof Market {
  return Object.hasOwn(OTHER, name);
}

/** Another value of the same type. */
function otherThing(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value} scrambled`;
  return value === undefined ? 'scrambled' : undefined;
}

function otherTick({ at, tick }: TickChange): TickChange {
  return { at, tick: (tick === 10_000 ? 1_000 : 10_000) as TickSize };
}

function other(token: TokenId | undefined): TokenId {
  return `${token ?? ''}1` as TokenId;
}

function later(at: Timestamp | undefined): Timestamp {
  return ((at ?? 0) + 37 * MICROS_PER_SECOND) as Timestamp;
}
