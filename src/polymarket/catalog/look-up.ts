import { type Refusal, refuse } from '../../domain/result.ts';
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
  readonly group: GammaEvent;
  readonly terms: ClobMarketInfo;
};

/** What a look at the venue shows of one window. */
export type Look = FoundLook | { readonly kind: Trouble; readonly refusal: Refusal };

export type Wanted = {
  readonly window: UpDownWindow;
  /** Names it may have, the likelier first. */
  readonly slugs: readonly string[];
  /** What the CLOB said before; asked for only where it is undefined. */
  readonly terms: ClobMarketInfo | undefined;
};

export type Sources = { readonly gamma: GammaSource; readonly clob: ClobSource };

/** Asks Gamma for a window by its names, then the CLOB for its terms. */
export async function lookUp(sources: Sources, wanted: Wanted): Promise<Look> {
  let last: Look = trouble('missing', `Gamma lists no market ${wanted.slugs[0] ?? 'of that time'}`);
  for (const slug of wanted.slugs) {
    const group = await sources.gamma.eventBySlug(slug);
    if (!group.ok) return { kind: 'failed', refusal: group };
    const row = group.value?.markets.find((one) => one.slug === slug);
    if (group.value === undefined || row === undefined) continue;
    const listed = listedMarket(row, group.value, wanted.window);
    if (listed.ok) return await withTerms(sources, wanted, listed.value, row, group.value);
    // A name without its year may be that of another year's market.
    last = { kind: 'refused', refusal: listed };
  }
  return last;
}

async function withTerms(
  { clob }: Sources,
  wanted: Wanted,
  listed: ListedMarket,
  row: GammaMarket,
  group: GammaEvent,
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
