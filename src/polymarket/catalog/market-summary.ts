import type { MarketSummary } from '../../domain/market-search.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { GammaEvent } from '../wire/gamma/event.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import { lifeOf } from './lifecycle.ts';
import { type ListedMarket, listedMarket } from './market-facts.ts';

/** A row of Gamma as a list shows it; refused like {@link listedMarket}. */
export function summaryOf(
  row: GammaMarket,
  group: GammaEvent | undefined,
  now: Timestamp,
): Result<MarketSummary> {
  const listed = listedMarket(row, group);
  return listed.ok ? ok(summaryOfListed(row, listed.value, now)) : listed;
}

/** The same of a row that was read already. */
export function summaryOfListed(
  row: GammaMarket,
  listed: ListedMarket,
  now: Timestamp,
): MarketSummary {
  const { facts, window } = listed;
  const { bestBid, bestAsk, volume, volume24h, liquidity } = row.quote;
  return {
    slug: facts.slug,
    question: facts.question,
    state: lifeOf(row, listed, now),
    category: facts.category,
    asset: facts.asset,
    frame: window?.frame,
    opensAt: facts.opensAt,
    closesAt: facts.closesAt,
    bestBid,
    bestAsk,
    minimumSize: facts.minimumSize?.value,
    volume,
    volume24h,
    liquidity,
    firstToken: facts.tokens[0],
    createdAt: facts.createdAt,
    fee: facts.fee?.value,
    rewards: facts.rewards?.value,
  };
}
