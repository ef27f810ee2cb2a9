import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';
import type { ClobMarketInfo } from '../wire/clob/market-info.ts';
import type { GammaEvent } from '../wire/gamma/event.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import type { ClobSource, GammaSource } from './gamma-source.ts';
import { type ListedMarket, listedMarket } from './market-facts.ts';
import { withTradingTerms } from './trading-terms.ts';

/**
 * Why a market is not known yet. missing: Gamma has none of this name; unhydrated: Gamma lists it
 * ahead of the CLOB (404, empty token ids); failed: no answer; refused: answers that contradict
 * each other. All but the last pass by themselves.
 */
export type Trouble = 'missing' | 'unhydrated' | 'failed' | 'refused';

export type FoundLook = {
  readonly kind: 'found';
  readonly listed: ListedMarket;
  readonly row: GammaMarket;
  /** Not asked for where only the market's own name is known. */
  readonly group: GammaEvent | undefined;
  readonly terms: ClobMarketInfo;
};

/** What a look at the venue shows of one market. */
export type Look = FoundLook | { readonly kind: Trouble; readonly refusal: Refusal };

export type Wanted = {
  /** Undefined: a market that is known by its name alone. */
  readonly window: UpDownWindow | undefined;
  /** Names it may have, the likelier first. */
  readonly slugs: readonly string[];
  /** What the CLOB said before; asked for only where it is undefined. */
  readonly terms: ClobMarketInfo | undefined;
};

export type Sources = { readonly gamma: GammaSource; readonly clob: ClobSource };

type Row = { readonly row: GammaMarket; readonly group: GammaEvent | undefined };

/** Asks Gamma for a market by its names, then the CLOB for its terms. */
export async function lookUp(sources: Sources, wanted: Wanted): Promise<Look> {
  const { window, slugs } = wanted;
  let last: Look = trouble('missing', `Gamma lists no market ${slugs[0] ?? 'of that time'}`);
  for (const slug of slugs) {
    const answer = await rowOf(sources.gamma, slug, window);
    if (!answer.ok) return { kind: 'failed', refusal: answer };
    if (answer.value === undefined) continue;
    const { row, group } = answer.value;
    const listed = listedMarket(row, group, window);
    if (listed.ok) return await withTerms(sources, wanted, listed.value, row, group);
    // A name without its year may be that of another year's market.
    last = { kind: 'refused', refusal: listed };
  }
  return last;
}

/** Only the group of a window tells its prices; other groups may hold hundreds of markets. */
async function rowOf(
  gamma: GammaSource,
  slug: string,
  window: UpDownWindow | undefined,
): Promise<Result<Row | undefined>> {
  if (window === undefined) {
    const row = await gamma.marketBySlug(slug);
    if (!row.ok) return row;
    return ok(row.value === undefined ? undefined : { row: row.value, group: undefined });
  }
  const group = await gamma.eventBySlug(slug);
  if (!group.ok) return group;
  const row = group.value?.markets.find((one) => one.slug === slug);
  return ok(row === undefined ? undefined : { row, group: group.value });
}

async function withTerms(
  { clob }: Sources,
  wanted: Wanted,
  listed: ListedMarket,
  row: GammaMarket,
  group: GammaEvent | undefined,
): Promise<Look> {
  const { conditionId, tokens, slug } = listed.facts;
  if (conditionId === undefined || tokens[0] === undefined || tokens[1] === undefined) {
    return trouble('unhydrated', `${slug} has no token ids yet`);
  }
  let { terms } = wanted;
  if (terms === undefined) {
    const answer = await clob.marketInfo(conditionId);
    if (!answer.ok) return { kind: 'failed', refusal: answer };
    terms = answer.value;
  }
  if (terms === undefined) return trouble('unhydrated', `the CLOB does not know ${slug} yet`);
  const both = withTradingTerms(listed, terms);
  if (!both.ok) return { kind: 'refused', refusal: both };
  return { kind: 'found', listed: both.value, row, group, terms };
}

function trouble(kind: 'missing' | 'unhydrated', message: string): Look {
  return { kind, refusal: refuse(kind, message) };
}
