import type { ClientOrderId, MarketIndex, TokenIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import { noonOf } from '../../domain/price-question/moments.ts';
import { readQuestion } from '../../domain/price-question/read-question.ts';
import type { Timestamp } from '../../domain/units.ts';
import { isTouch, type LevelQuestion } from './fair-price.ts';
import type { DirectionalRule } from './parameters.ts';
import { feedOf } from './spot-follower.ts';

/** A market whose question is read and can be priced. */
export type FollowedMarket = {
  readonly slug: string;
  readonly market: MarketIndex;
  readonly yes: TokenIndex;
  readonly question: LevelQuestion;
  /** That tells the spot. */
  readonly feed: string;
  readonly deadline: Timestamp;
  /** Markets of one cluster hang on one price: the same asset until the same day. */
  readonly cluster: string;
  /** Touched since we hear prices, at a time that counts. */
  isTouched: boolean;
  /** Of touches: whence the price has to come; undefined: none has been heard that counts. */
  isFromBelow: boolean | undefined;
  /** Cycles in a row that Yes (positive) or No (negative) had the edge. */
  confirmed: number;
  /** The latest bid, while nobody has said what became of it. */
  asked: ClientOrderId | undefined;
};

/** Reads a market that is on offer now; a text is the code of why it cannot be followed. */
export function readMarket(
  market: MarketIndex,
  facts: Market,
  rule: DirectionalRule,
  now: Timestamp,
): FollowedMarket | string {
  const { question: text, opensAt, closesAt, labels } = facts;
  if (text === undefined) return 'no_question';
  const reading = readQuestion(text, { opensAt, closesAt, offeredAt: now });
  if (reading.kind === 'not_a_price_question') return reading.kind;
  if (reading.kind === 'refused') return reading.code;
  const { question } = reading;
  if (question.relation === 'up_or_down') return 'up_or_down_window';
  const { date, at } = question.deadline;
  const deadline = at ?? (rule.unsaidTime === 'noon' ? noonOf(date) : undefined);
  if (deadline === undefined) return 'time_unknown';
  const outcome = labels.findIndex((label) => label?.toLowerCase() === 'yes');
  if (outcome < 0) return 'labels_unknown';
  return {
    slug: facts.slug,
    market,
    yes: (market * 2 + outcome) as TokenIndex,
    question,
    feed: feedOf(rule.feed, question.asset),
    deadline,
    cluster: `${question.asset} ${date.year}-${date.month}-${date.day}`,
    isTouched: false,
    isFromBelow: undefined,
    confirmed: 0,
    asked: undefined,
  };
}

/** Takes a price in: a touch that counts is remembered, for the price may come back. */
export function notePrice(followed: FollowedMarket, price: number, now: Timestamp): void {
  const { question, deadline, isTouched } = followed;
  if (isTouched || !isTouch(question) || now >= deadline) return;
  if (!('from' in question) || (question.from !== undefined && now < question.from)) return;
  const { relation, strike } = question;
  // Whence "hit" is meant is not said: from where the price is when it is first heard.
  followed.isFromBelow ??= relation === 'reach' || (relation === 'hit' && price < strike);
  followed.isTouched = followed.isFromBelow ? price >= strike : price <= strike;
}
