import type { Price, Timestamp } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { names, object, single } from '../object.ts';
import { type Parser, readAnswer, rows } from '../parser.ts';
import { roundedPrice, time } from '../values.ts';

/** A token's price at a moment: carried forward from the last one known, about once a minute. */
export type PricePoint = { readonly at: Timestamp; readonly price: Price };

/** A point a minute for two years. */
const MOST_POINTS = 1_100_000;

const point: Parser<PricePoint> = object('point', names(), (fields) => ({
  at: fields.vital('t', time),
  price: fields.vital('p', roundedPrice),
}));

const history = single('history', rows(point, MOST_POINTS));

/** GET /prices-history of the CLOB, in the venue's order (rising, times may repeat). */
export function readPricesHistory(text: string): Answer<readonly PricePoint[]> {
  return readAnswer(text, history);
}
