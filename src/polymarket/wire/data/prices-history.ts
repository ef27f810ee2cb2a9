import type { PricePoint } from '../clob/prices-history.ts';
import type { Answer } from '../notes.ts';
import { type Parser, readAnswer } from '../parser.ts';
import { roundedPrice, time } from '../values.ts';
import { type DataPage, dataPage } from './envelope.ts';
import { row } from './row.ts';

const point: Parser<PricePoint> = row('point', 'resolution_seconds', (fields) => ({
  at: fields.vital('timestamp', time),
  price: fields.vital('price', roundedPrice),
}));

/** GET /v2/prices-history: the new home of the CLOB's. */
export function readPricesHistoryPage(body: string): Answer<DataPage<PricePoint>> {
  return readAnswer(body, dataPage(point));
}
