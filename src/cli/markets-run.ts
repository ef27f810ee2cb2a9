import { type MarketFilter, type MarketSummary, spreadOf } from '../domain/market-search.ts';
import { count, dateTime, dollars, duration, plural, price, UNKNOWN } from '../report/format.ts';
import { exact } from '../report/json/decimal.ts';
import type { MarketsJson } from '../report/json/markets-schema.ts';
import { type Column, plain, table } from '../report/text/table.ts';
import { BOOKS_MOST } from '../runtime/candidate-books.ts';
import type { MarketList, MarketLister } from '../runtime/markets.ts';
import { listRuleOf, rankListed } from '../runtime/rank-listed.ts';
import { accept } from './accept.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { MarketsOptions } from './markets.ts';
import { rankJson, rankRemark, rankTable } from './markets-rank.ts';
import { openOutput } from './output/output.ts';

const REMEDY = 'Check the connection, and whether the venue is up; run the command again.';

/** The most traded are looked at: of less there is little to earn, and there may be a million. */
const CANDIDATES = { venue: BOOKS_MOST, archive: 5_000 };

const COLUMNS: readonly Column[] = [
  { heading: 'Market', align: 'left' },
  { heading: 'State', align: 'left' },
  { heading: 'Category', align: 'left' },
  { heading: 'Closes (UTC)', align: 'left' },
  { heading: 'Bid', align: 'right' },
  { heading: 'Ask', align: 'right' },
  { heading: 'Spread', align: 'right' },
  { heading: 'Volume 24 h', align: 'right' },
  { heading: 'Liquidity', align: 'right' },
];

export async function runMarkets(
  list: MarketLister,
  words: readonly string[],
  options: MarketsOptions,
): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  if (options.rank !== true && options.rule !== undefined) {
    const what = '--rule says nothing without --rank';
    throw new CommandFailure(EXIT.usage, what, 'Add --rank, or leave --rule out.');
  }
  if (options.rank === true) return runRank(list, words, options);
  const { sort: sorting, limit: most, pages: pagesMost } = options;
  const request = { filter: filterOf(words, options), sorting, most, pagesMost };
  const found = accept(await list(request), REMEDY, EXIT.unreachable);
  if (options.json === true) output.machine(listJson(found));
  else if (found.markets.length > 0) output.say(tableOf(found.markets));
  output.note(remark(found));
}

/** Of markets that take orders, the most traded ones, as S1 chooses whom to look at. */
async function runRank(
  list: MarketLister,
  words: readonly string[],
  options: MarketsOptions,
): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const rule = accept(listRuleOf(options.rule ?? []));
  const filter = filterOf(words, { ...options, state: options.state ?? ['accepting', 'trading'] });
  const most = options.data === undefined ? CANDIDATES.venue : CANDIDATES.archive;
  const request = { filter, sorting: 'volume', most, pagesMost: options.pages } as const;
  const found = accept(await list({ ...request, withBooks: true }), REMEDY, EXIT.unreachable);
  const all = rankListed(found, rule);
  const ranks = all.slice(0, options.limit);
  if (options.json === true) output.machine(rankJson(ranks, found, rule));
  else if (ranks.length > 0) output.say(rankTable(ranks));
  output.note(rankRemark(all));
}

function filterOf(words: readonly string[], options: MarketsOptions): MarketFilter {
  return {
    text: words.join(' '),
    categories: options.category,
    assets: options.asset,
    frames: options.frame,
    states: options.state,
    closesFrom: options.closesFrom,
    closesBefore: options.closesBefore,
    volume24hLeast: options.minVolume,
    liquidityLeast: options.minLiquidity,
    spreadMost: options.maxSpread,
  };
}

function tableOf(markets: readonly MarketSummary[]): string {
  const money = (value: number | undefined) => (value === undefined ? UNKNOWN : dollars(value));
  const rows = markets.map((market) => [
    plain(market.slug),
    market.state,
    market.category ?? UNKNOWN,
    market.closesAt === undefined ? UNKNOWN : dateTime(market.closesAt),
    price(market.bestBid),
    price(market.bestAsk),
    price(spreadOf(market)),
    money(market.volume24h),
    money(market.liquidity),
  ]);
  return table(COLUMNS, rows).join('\n');
}

/** What the list is a part of. */
function remark({ markets, found, read, unreadable, isWhole, scanned }: MarketList): string {
  const shown = found > markets.length ? `, ${count(markets.length)} shown` : '';
  const rest = isWhole ? '' : '; more were not read: add --pages';
  const odd = unreadable === 0 ? '' : `; ${count(unreadable)} without two outcomes left out`;
  const age = scanned === undefined ? '' : `; as of ${ageOf(scanned)}`;
  return `${plural(found, 'market')} of ${count(read)} read${shown}${odd}${rest}${age}`;
}

function ageOf({ asOf, ageMs }: NonNullable<MarketList['scanned']>): string {
  return `${dateTime(asOf)} UTC, ${duration(ageMs * 1_000)} ago`;
}

/** Times in µs UTC, money as decimal text, null for what is unknown. */
function listJson({ markets, scanned, books: _, ...rest }: MarketList): MarketsJson {
  return {
    schema: 'polydesk.markets',
    schemaVersion: 1,
    ...rest,
    asOf: scanned?.asOf ?? null,
    ageSeconds: scanned === undefined ? null : Math.round(scanned.ageMs / 1_000),
    markets: markets.map((market) => ({
      slug: market.slug,
      question: market.question ?? null,
      state: market.state,
      category: market.category ?? null,
      asset: market.asset ?? null,
      frame: market.frame ?? null,
      opensAt: market.opensAt ?? null,
      closesAt: market.closesAt ?? null,
      bestBid: exact(market.bestBid),
      bestAsk: exact(market.bestAsk),
      spread: exact(spreadOf(market)),
      minimumSize: exact(market.minimumSize),
      volume: exact(market.volume),
      volume24h: exact(market.volume24h),
      liquidity: exact(market.liquidity),
    })),
  };
}
