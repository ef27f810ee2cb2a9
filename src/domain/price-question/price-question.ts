import type { CivilDate } from '../civil-date.ts';
import type { Timestamp } from '../units.ts';

/** Where the time of day of a deadline comes from. */
export type ToldBy =
  | 'question'
  | 'description'
  /** The market's end date, which lies on the day that the question names. */
  | 'end_date'
  /** Nothing says it: days and spans of touch questions end at midnight in New York (venue). */
  | 'convention';

/** Until when, or at which moment, a question asks. */
export type Deadline = {
  /** The last day that counts, by the calendar that the question goes by. */
  readonly date: CivilDate;
  /** The moment; undefined: the day is said and the time of day nowhere. */
  readonly at: Timestamp | undefined;
  readonly toldBy: ToldBy | undefined;
};

type Asked = {
  /** btc, eth, ...: as Market names assets. */
  readonly asset: string;
};

/** Prices are integers at 1e-6 dollars, as reference prices are. */
export type PriceQuestion =
  /** Where the price stands at one moment. */
  | (Asked & {
      readonly relation: 'above' | 'below';
      readonly strike: number;
      /** Does the strike itself count? */
      readonly isInclusive: boolean;
      readonly deadline: Deadline;
    })
  /** The low end counts, the high end does not. */
  | (Asked & {
      readonly relation: 'between';
      readonly low: number;
      readonly high: number;
      readonly deadline: Deadline;
    })
  /** Whether the price gets there at any time: from below, from above, or it is not said whence. */
  | (Asked & {
      readonly relation: 'reach' | 'dip' | 'hit';
      readonly strike: number;
      readonly isInclusive: boolean;
      /** What was before does not count; undefined: not said, so from the market's listing on. */
      readonly from: Timestamp | undefined;
      readonly deadline: Deadline;
    })
  /** Whether a window closes higher than it opened. */
  | (Asked & {
      readonly relation: 'up_or_down';
      readonly opensAt: Timestamp;
      readonly closesAt: Timestamp;
    });

export const QUESTION_REFUSALS = [
  'asset_unknown',
  'level_unknown',
  'levels_disordered',
  'two_levels',
  'currency_unknown',
  'when_ambiguous',
  'date_unknown',
  'date_impossible',
  'date_disagrees',
  'year_unknown',
  'zone_unknown',
  'time_ambiguous',
  'text_left',
] as const;
export type QuestionRefusal = (typeof QUESTION_REFUSALS)[number];

/** What a reading of a question comes to; a refused one asks for a price, but not plainly. */
export type QuestionReading =
  | { readonly kind: 'parsed'; readonly question: PriceQuestion }
  | { readonly kind: 'not_a_price_question' }
  | { readonly kind: 'refused'; readonly code: QuestionRefusal; readonly message: string };

/** What is known of the market beside its question; all of it is told before the market closes. */
export type QuestionContext = {
  readonly description?: string | undefined;
  readonly opensAt?: Timestamp | undefined;
  readonly closesAt?: Timestamp | undefined;
  /** A moment at which it is on offer, whenever it opened: what it asks about is not over then. */
  readonly offeredAt?: Timestamp | undefined;
};
