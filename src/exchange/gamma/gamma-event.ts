import type { Timestamp } from '../../domain/units.ts';
import { exactNumber, isoMicros, isoSeconds, numberOf, type Row } from '../wire/forms.ts';
import type { EventGroup, Series } from './event-group.ts';
import { gammaMarket } from './gamma-market.ts';
import { tagRow } from './gamma-tags.ts';
import { SAME_FOR_ALL } from './same-for-all.ts';

/** Flags that are the same for every event here, in the venue's words. */
const CONSTANT = {
  ...SAME_FOR_ALL,
  commentCount: 0,
  showAllOutcomes: true,
  showMarketImages: true,
  negRiskAugmented: false,
} as const;

/** An event as Gamma tells it, with its markets. */
export function gammaEvent(group: EventGroup, now: Timestamp): Row {
  return {
    ...eventRow(group, now),
    markets: group.markets.map((market) => gammaMarket(market, now)),
    tags: group.tags.map(tagRow),
  };
}

/** The event as it stands within a market: without its markets. */
export function eventRow(group: EventGroup, now: Timestamp): Row {
  const { event, markets, series } = group;
  const { id, slug, title, description } = event;
  const day = group.volume24h(now);
  const isNegative = markets.some(({ listing }) => listing.market.negativeRisk === true);
  return {
    id,
    ticker: slug,
    slug,
    title,
    description,
    resolutionSource: markets[0]?.listing.resolutionSource,
    ...CONSTANT,
    closed: group.isClosed,
    negRisk: isNegative,
    enableNegRisk: isNegative,
    volume: numberOf(group.volume),
    ...(day === undefined ? {} : { volume24hr: numberOf(day) }),
    liquidity: numberOf(group.liquidity),
    liquidityClob: numberOf(group.liquidity),
    ...datesOf(group),
    ...(series === undefined ? {} : { seriesSlug: series.slug, series: [nameOf(series)] }),
    ...pricesOf(group),
  };
}

export function seriesRow(series: Series): Row {
  const { groups } = series;
  const newest = groups.at(-1);
  return {
    ...nameOf(series),
    volume: numberOf(groups.reduce((sum, { volume }) => sum + volume, 0)),
    liquidity: numberOf(groups.reduce((sum, group) => sum + group.liquidity, 0)),
    ...(newest === undefined ? {} : { updatedAt: isoMicros(newest.updatedAt) }),
  };
}

/** The last word of its name, as in the venue's own: btc-up-or-down-15m has 15m. */
export function recurrenceOf({ slug }: Pick<Series, 'slug'>): string {
  return slug.slice(slug.lastIndexOf('-') + 1);
}

function nameOf(series: Series): Row {
  const { id, slug, title, createdAt } = series;
  const flags = { active: true, closed: false, archived: false, commentCount: 0 };
  const kind = { seriesType: 'single', recurrence: recurrenceOf(series) };
  const names = { id, ticker: slug, slug, title, ...kind };
  return { ...names, createdAt: isoMicros(createdAt), ...flags };
}

function datesOf(group: EventGroup): Row {
  const { listedAt, opensAt, closesAt, closedAt } = group;
  return {
    startDate: isoMicros(listedAt),
    creationDate: isoMicros(listedAt),
    createdAt: isoMicros(listedAt),
    updatedAt: isoMicros(group.updatedAt),
    ...(opensAt === undefined ? {} : { startTime: isoSeconds(opensAt) }),
    ...(closesAt === undefined ? {} : { endDate: isoSeconds(closesAt) }),
    ...(closedAt === undefined ? {} : { closedTime: isoMicros(closedAt) }),
  };
}

/** The reference at the ends of the window, as soon as each is known. */
function pricesOf({ markets }: EventGroup): Row {
  const { priceToBeat, finalPrice } = markets[0] ?? {};
  if (priceToBeat === undefined) return {};
  return {
    eventMetadata: {
      priceToBeat: exactNumber(priceToBeat),
      ...(finalPrice === undefined ? {} : { finalPrice: exactNumber(finalPrice) }),
    },
  };
}
