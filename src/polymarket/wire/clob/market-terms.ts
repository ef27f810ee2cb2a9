import type { ConditionId } from '../../../domain/ids.ts';
import type { TickSize } from '../../../domain/tick.ts';
import type { Answer } from '../notes.ts';
import { single } from '../object.ts';
import { readAnswer } from '../parser.ts';
import { condition, count, flag, tick } from '../values.ts';

/** GET /tick-size: as of now; it changes while a market trades. */
export function readTickSize(text: string): Answer<TickSize> {
  return readAnswer(text, single('minimum_tick_size', tick));
}

/** GET /neg-risk: decides which exchange contract an order is signed for. */
export function readNegativeRisk(text: string): Answer<boolean> {
  return readAnswer(text, single('neg_risk', flag));
}

/**
 * GET /fee-rate: basis points of the old rule, today a ceiling and nothing more. What is charged
 * stands in the market's fee schedule.
 */
export function readFeeRateBps(text: string): Answer<number> {
  return readAnswer(text, single('base_fee', count));
}

/** GET /markets-by-token/{token id}: the market that a token belongs to. */
export function readMarketOfToken(text: string): Answer<ConditionId> {
  return readAnswer(text, single('condition_id', condition));
}
