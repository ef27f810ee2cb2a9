import { nameInWords } from './words.ts';

/** Of what their own names do not tell. */
const NAMES: Readonly<Record<string, string>> = {
  maxPriceThrough: 'how far a price may reach through the book',
  closeLead: 'nothing rests so long before the end',
  failedFillWait: 'no buys so long after a fill failed on chain',
  maxBookAge: 'no buys on a book that says nothing so long',
  adverseFills: 'fills in a row that the price went against, then a pause',
  failures: 'failed orders in a row, then a pause',
  crossRejects: 'post-only refusals in a row, then a pause',
};

/** A limit in plain words. */
export function limitName(code: string): string {
  return NAMES[code] ?? nameInWords(code).replace(/^max /, '');
}
