import { ok, type Result, refuse } from '../../domain/result.ts';
import type { ListedToken } from '../venue/listed-markets.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { payoutOf } from '../venue/market-state.ts';
import { numberOf, type Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { conditionsOf, marketsAsked } from './asked-markets.ts';

/** Different ones in one request (venue docs of GET /v2/tokens, read 2026-11). */
const TOKENS_MOST = 50;
const CONDITIONS_MOST = 10;
const OUTCOMES = [0, 1] as const;

/** GET /v2/tokens: by tokens or else by markets; names that are not listed are left out. */
export function tokenRows(venue: LocalVenue, query: Query): Result<Row> {
  const tokens = query.texts('token_id') ?? query.texts('token_ids');
  const conditions = conditionsOf(query);
  if ((tokens === undefined) === (conditions === undefined)) {
    return refuse('no_token', "one of 'token_id' and 'condition' is required");
  }
  const names = distinct(tokens?.map(bare) ?? conditions?.map((id) => id.toLowerCase()) ?? []);
  const bad = tokens === undefined ? undefined : names.find((id) => !/^\d+$/.test(id));
  if (bad !== undefined) return refuse('invalid_query', `token_id '${bad}' is invalid`);
  const most = tokens === undefined ? CONDITIONS_MOST : TOKENS_MOST;
  if (names.length > most) return refuse('invalid_query', `${names.length} ids, at most ${most}`);
  const found =
    tokens === undefined
      ? marketsAsked(venue, query).flatMap((market) =>
          OUTCOMES.map((outcome) => ({ market, outcome })),
        )
      : names.flatMap((id) => venue.markets.byToken(id) ?? []);
  return ok({ data: found.map(referenceRow) });
}

/** Without leading zeros. */
function bare(token: string): string {
  return token.replace(/^0+(?=\d)/, '');
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/** What a token is of, and what it pays. All of them are of the CTF. */
function referenceRow(token: ListedToken): Row {
  const { outcome } = token;
  const { market, event } = token.market.listing;
  const payout = payoutOf(token);
  return {
    token_id: market.tokens[outcome],
    condition_id: market.conditionId,
    structural_condition_id: null,
    module: 'v1_ctf',
    outcome_index: outcome,
    clob_index: outcome,
    outcome: market.labels[outcome],
    opposite_token_id: market.tokens[outcome === 0 ? 1 : 0],
    resolved: payout !== undefined,
    final_price: payout === undefined ? null : numberOf(payout),
    title: market.question,
    market_slug: market.slug,
    closed: payout !== undefined,
    neg_risk: market.negativeRisk === true,
    neg_risk_market_id: null,
    question_index: null,
    event_id: Number(event.id),
    event_slug: event.slug,
  };
}
