import { createHash } from 'node:crypto';
import { RowsSum } from './rows-sum.ts';

/** SHA-256 over the content of reference prices, in the order in which they are added. */
export class ReferenceHash {
  readonly #hash = createHash('sha256');
  readonly #sum = new RowsSum(() => '');

  /** Times in µs, NaN where unknown; the price in 1e-6 dollars and with every digit. */
  add(feed: string, tsEvent: number, tsInit: number, price: number, text: string): void {
    const line = `${feed}|${tsEvent}|${tsInit}|${price}|${text}\n`;
    this.#hash.update(line);
    this.#sum.addText(line);
  }

  /** Independent of their order, see RowsSum. */
  get sum(): string {
    return this.#sum.text;
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
