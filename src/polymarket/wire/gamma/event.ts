import { roundDecimal } from '../../../domain/decimal.ts';
import { ok, refuse } from '../../../domain/result.ts';
import type { Timestamp, Usd } from '../../../domain/units.ts';
import { ANYTHING, type Fields, names, object } from '../object.ts';
import { leaf, type Parser, rows } from '../parser.ts';
import { date, flag, prose, roundedUsd, text } from '../values.ts';
import { type EventName, eventNameOf } from './event-name.ts';
import { type GammaMarket, market } from './market.ts';
import { type GammaTag, tag } from './tags.ts';
import { KNOWN_OF_EVENTS } from './unread.ts';

/** A market group with its markets. */
export type GammaEvent = EventName & {
  readonly description: string | undefined;
  readonly startsAt: Timestamp | undefined;
  readonly endsAt: Timestamp | undefined;
  readonly closedAt: Timestamp | undefined;
  readonly active: boolean | undefined;
  readonly closed: boolean | undefined;
  readonly archived: boolean | undefined;
  /** At most one of its markets wins. */
  readonly negativeRisk: boolean | undefined;
  readonly negativeRiskMarket: string | undefined;
  readonly volume: Usd | undefined;
  readonly liquidity: Usd | undefined;
  readonly tags: readonly GammaTag[];
  readonly markets: readonly GammaMarket[];
  /** Of up/down windows: the price at the opening. Appears during or only after the window. */
  readonly priceToBeat: ExactPrice | undefined;
  /** Of up/down windows: the price at the close. */
  readonly finalPrice: ExactPrice | undefined;
};

/** A reference price as the venue sent it. */
export type ExactPrice = {
  /** Every digit: up to 17, more than a float can promise. */
  readonly text: string;
  /** Dollars at 1e-6, rounded half to even. */
  readonly value: number;
};

/** Fields whose numbers must stay text on the way here. */
export const EXACT_FIELDS: ReadonlySet<string> = names('priceToBeat finalPrice');

const exactPrice: Parser<ExactPrice> = leaf((value) => {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return refuse('not_a_decimal', `${typeof value} is no decimal`);
  const units = roundDecimal(text, 'halfEven');
  if (!units.ok) return units;
  if (units.value <= 0) return refuse('not_a_price', `${text} is not above zero`);
  return ok({ text, value: units.value });
});

/** Holds prose, scores and partners too, for other kinds of groups. */
const prices: Parser<Pick<GammaEvent, 'priceToBeat' | 'finalPrice'>> = object(
  'event.eventMetadata',
  ANYTHING,
  (fields) => ({
    priceToBeat: fields.soft('priceToBeat', exactPrice),
    finalPrice: fields.soft('finalPrice', exactPrice),
  }),
);

export const event: Parser<GammaEvent> = object('event', KNOWN_OF_EVENTS, (fields) => ({
  ...eventNameOf(fields),
  description: fields.soft('description', prose),
  ...lifeOf(fields),
  negativeRisk: fields.soft('negRisk', flag),
  negativeRiskMarket: fields.soft('negRiskMarketID', text),
  volume: fields.soft('volume', roundedUsd),
  liquidity: fields.soft('liquidity', roundedUsd),
  tags: fields.soft('tags', rows(tag)) ?? [],
  markets: fields.soft('markets', rows(market)) ?? [],
  ...(fields.soft('eventMetadata', prices) ?? { priceToBeat: undefined, finalPrice: undefined }),
}));

function lifeOf(fields: Fields) {
  return {
    startsAt: fields.soft('startTime', date),
    endsAt: fields.soft('endDate', date),
    closedAt: fields.soft('closedTime', date),
    active: fields.soft('active', flag),
    closed: fields.soft('closed', flag),
    archived: fields.soft('archived', flag),
  };
}
