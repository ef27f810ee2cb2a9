import { createHash } from 'node:crypto';

/** SHA-256 over the content of reference prices, in the order in which they are added. */
export class ReferenceHash {
  readonly #hash = createHash('sha256');

  /** Times in µs, NaN where unknown; the price in 1e-6 dollars and with every digit. */
  add(feed: string, tsEvent: number, tsInit: number, price: number, text: string): void {
    this.#hash.update(`${feed}|${tsEvent}|${tsInit}|${price}|${text}\n`);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
