import type { Outcome } from '../../domain/ids.ts';
import { complement } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { numberOf, type Row } from '../wire/forms.ts';

/** A row of GET /v2/tokens: what a token is of, and what it pays. All of them are of the CTF. */
export function referenceRow({ listing, payout }: ListedMarket, outcome: Outcome): Row {
  const { market, event } = listing;
  const own = payout === undefined || outcome === 0 ? payout : complement(payout);
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
    final_price: own === undefined ? null : numberOf(own),
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
