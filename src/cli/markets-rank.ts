import { count, dateTime, decimal, plural, signedDecimal, UNKNOWN } from '../report/format.ts';
import { exact, rounded } from '../report/json/decimal.ts';
import type { RankedMarketJson, RankingJson } from '../report/json/ranking-schema.ts';
import type { Decimal, Maybe } from '../report/json/values-schema.ts';
import { type Column, plain, table } from '../report/text/table.ts';
import type { MarketList } from '../runtime/markets.ts';
import type { ListRule, RankedMarket } from '../runtime/rank-listed.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'Market', align: 'left' },
  { heading: 'Category', align: 'left' },
  { heading: 'Closes (UTC)', align: 'left' },
  { heading: '$ a day', align: 'right' },
  { heading: 'Spread', align: 'right' },
  { heading: 'Early', align: 'right' },
  { heading: 'Rebate', align: 'right' },
  { heading: 'Rewards', align: 'right' },
  { heading: 'Toxicity', align: 'right' },
  { heading: 'Not chosen', align: 'left' },
];

/** The best first; what is not known is a dash, and in no sum. */
export function rankTable(ranks: readonly RankedMarket[]): string {
  const rows = ranks.map(({ facts, score, components, obstacle }) => [
    plain(facts.slug),
    facts.category ?? UNKNOWN,
    facts.closesAt === undefined ? UNKNOWN : dateTime(facts.closesAt),
    signedDecimal(score, 2),
    decimal(components.spread, 2),
    decimal(components.early, 2),
    decimal(components.rebate, 2),
    decimal(components.rewards, 2),
    signedDecimal(components.toxicity, 2),
    obstacle === undefined ? '' : obstacleText(obstacle),
  ]);
  return table(COLUMNS, rows).join('\n');
}

function obstacleText({ code, numbers }: NonNullable<RankedMarket['obstacle']>): string {
  const { restsUntil: _, ...compared } = numbers;
  // Prices are parts of a dollar: of two decimals the narrow and the wide look alike.
  const decimals = Object.values(compared).some((value) => Math.abs(value) < 1) ? 4 : 2;
  const told = Object.entries(compared).map(
    ([name, value]) => `${name} ${decimal(value, decimals)}`,
  );
  return told.length === 0 ? code : `${code} (${told.join(', ')})`;
}

/** What the list does not tell, of those that are chosen. */
export function rankRemark(ranks: readonly RankedMarket[]): string {
  const chosen = ranks.filter(({ obstacle }) => obstacle === undefined);
  const lacking = new Map<string, number>();
  for (const { unknown } of chosen) {
    for (const name of unknown) lacking.set(name, (lacking.get(name) ?? 0) + 1);
  }
  const told = [...lacking].map(([name, times]) => `${name} of ${count(times)}`).join(', ');
  const missing = told === '' ? '' : `; not known, and in no sum: ${told}`;
  return `${plural(chosen.length, 'market')} chosen of ${count(ranks.length)}${missing}`;
}

export function rankJson(
  ranks: readonly RankedMarket[],
  { scanned, read, isWhole }: MarketList,
  rule: ListRule,
): RankingJson {
  return {
    schema: 'polydesk.ranking',
    schemaVersion: 1,
    read,
    isWhole,
    asOf: scanned?.asOf ?? null,
    rule: eachRounded(rule),
    markets: ranks.map(rankedJson),
  };
}

function rankedJson({ facts, obstacle, ...rank }: RankedMarket): RankedMarketJson {
  const { rewards } = facts;
  return {
    slug: facts.slug,
    category: facts.category ?? null,
    createdAt: facts.createdAt ?? null,
    closesAt: facts.closesAt ?? null,
    isChosen: obstacle === undefined,
    obstacle:
      obstacle === undefined
        ? null
        : { code: obstacle.code, numbers: eachRounded(obstacle.numbers) },
    score: rounded(rank.score),
    components: eachRounded(rank.components),
    unknown: rank.unknown,
    isEarly: rank.isEarly,
    isAssumed: rank.isAssumed,
    sharesADay: rounded(rank.shares),
    bid: rounded(facts.bid),
    ask: rounded(facts.ask),
    depth: rounded(facts.depth),
    activity: rounded(facts.activity),
    rewardsADay: exact(rewards?.perDay),
  };
}

function eachRounded<Name extends string>(
  numbers: {
    readonly [name in Name]: number | undefined;
  },
): Record<Name, Maybe<Decimal>> {
  const told = Object.entries<number | undefined>(numbers).map(([name, value]) => [
    name,
    rounded(value),
  ]);
  return Object.fromEntries(told);
}
