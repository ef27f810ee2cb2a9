import type { PriceQuestion } from '../../domain/price-question/price-question.ts';
import type { PriceOutlook } from '../../models/price-paths/price-outlook.ts';
import {
  probabilityAbove,
  probabilityBetween,
} from '../../models/price-paths/terminal-probability.ts';
import { type TouchSide, touchProbability } from '../../models/price-paths/touch-probability.ts';

/** What the question asks for, or one model for every question: to compare them. */
export type PriceModel = 'by-question' | 'terminal' | 'touch';

/** A question that holds a price against levels; windows hold it against their own beginning. */
export type LevelQuestion = Exclude<PriceQuestion, { readonly relation: 'up_or_down' }>;

const SIDES: Readonly<Record<Exclude<LevelQuestion['relation'], 'between'>, TouchSide>> = {
  above: 'from_below',
  reach: 'from_below',
  below: 'from_above',
  dip: 'from_above',
  hit: 'either',
};

/**
 * Probability of Yes. With `terminal`, a question about any time is priced as if it asked for the
 * end alone (source system S1 does so); with `touch`, one about a moment as if any time until then
 * would do. A bracket has no touch: it is priced by its end always.
 */
export function fairYes(question: LevelQuestion, outlook: PriceOutlook, model: PriceModel): number {
  if (question.relation === 'between') {
    return probabilityBetween(question.low, question.high, outlook);
  }
  const { relation, strike } = question;
  const side = SIDES[relation];
  if (model === 'touch' || (model === 'by-question' && isTouch(question))) {
    return touchProbability(strike, side, outlook);
  }
  const above = probabilityAbove(strike, outlook);
  const isUp = side === 'either' ? strike >= outlook.spot : side === 'from_below';
  return isUp ? above : 1 - above;
}

/** Does any time until the deadline count? */
export function isTouch({ relation }: PriceQuestion): boolean {
  return relation === 'reach' || relation === 'dip' || relation === 'hit';
}
