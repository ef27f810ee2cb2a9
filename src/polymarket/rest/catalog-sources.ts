import { ok, type Result, refuse } from '../../domain/result.ts';
import {
  type ClobSource,
  CURSOR_REFUSED,
  type GammaSource,
  type MarketOrder,
  type MarketQuery,
} from '../catalog/gamma-source.ts';
import { readMarketInfo } from '../wire/clob/market-info.ts';
import { readGammaEvent, readGammaMarket } from '../wire/gamma/answers.ts';
import type { Page } from '../wire/page.ts';
import type { ClobClient } from './clob-client.ts';
import { failureRefusal } from './failure-refusal.ts';
import type { GammaClient } from './gamma-client.ts';
import {
  type AnswerListener,
  hearing,
  substanceOfEvent,
  substanceOfMarket,
} from './heard-answer.ts';
import type { VenueOutcome } from './outcome.ts';

/** What the catalogue asks, answered by Gamma itself; `onAnswer` hears what it says of a market. */
export function gammaSource(gamma: GammaClient, onAnswer?: AnswerListener): GammaSource {
  return {
    eventBySlug: async (about) => {
      const asked = { source: 'gamma/event', about } as const;
      const read = hearing(readGammaEvent, substanceOfEvent, asked, onAnswer);
      return found(await gamma.event(about, read));
    },
    marketBySlug: async (about) => {
      const asked = { source: 'gamma/market', about } as const;
      const read = hearing(readGammaMarket, substanceOfMarket, asked, onAnswer);
      return found(await gamma.market(about, read));
    },
    upDownEvents: ({ endsFrom, endsTo, after }) =>
      firstPage(gamma.upDownEvents({ endsFrom, endsTo }, after)),
    marketPage: (query) => {
      const { after, onRequest } = query;
      return firstPage(gamma.markets(filterOf(query), after, onRequest), after);
    },
  };
}

/** The same of the CLOB. */
export function clobSource(clob: ClobClient, onAnswer?: AnswerListener): ClobSource {
  return {
    marketInfo: async (about) => {
      const asked = { source: 'clob/market-info', about } as const;
      const read = hearing(readMarketInfo, (terms) => terms, asked, onAnswer);
      return found(await clob.markets.marketInfo(about, read));
    },
  };
}

/** Gamma's own words for an order; `row` is how it lists by itself. */
const ORDERS: Readonly<Record<MarketOrder, string | undefined>> = {
  row: undefined,
  latestChange: 'updatedAt',
  volume24h: 'volume24hr',
};

function filterOf({ closed, order }: MarketQuery) {
  const by = ORDERS[order];
  return by === undefined ? { closed } : { closed, order: by, ascending: false };
}

async function firstPage<P extends Page<unknown>>(
  list: AsyncIterable<VenueOutcome<P>>,
  after?: string,
): Promise<Result<P>> {
  for await (const outcome of list) {
    if (outcome.kind === 'ok') return ok(outcome.value);
    // The rest of such a question was taken before: whatever the words, it is the cursor.
    const isCursors = outcome.kind === 'refused' && after !== undefined;
    return isCursors ? refuse(CURSOR_REFUSED, outcome.error.text) : failureRefusal(outcome);
  }
  return refuse('no_page', 'the venue gave no page');
}

/** Undefined: the venue answered that it does not know it. */
function found<T>(outcome: VenueOutcome<T>): Result<T | undefined> {
  if (outcome.kind === 'ok') return ok(outcome.value);
  if (outcome.kind === 'refused' && outcome.status === 404) return ok(undefined);
  return failureRefusal(outcome);
}
