import type { Answer } from './notes.ts';
import { names, object } from './object.ts';
import { type Parser, readAnswer } from './parser.ts';
import { flag, text } from './values.ts';

/** Whether the venue takes orders from where we are. */
export type Geoblock = {
  readonly blocked: boolean;
  /** ISO 3166. */
  readonly country: string | undefined;
  readonly region: string | undefined;
};

/** Our address is told too, and nobody's business. */
const geoblock: Parser<Geoblock> = object('geoblock', names('ip'), (fields) => ({
  blocked: fields.vital('blocked', flag),
  country: fields.soft('country', text),
  region: fields.soft('region', text),
}));

/** GET /api/geoblock of the venue's site. */
export function readGeoblock(body: string): Answer<Geoblock> {
  return readAnswer(body, geoblock);
}
