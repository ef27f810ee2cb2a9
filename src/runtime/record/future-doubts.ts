import { plural } from '../../report/format.ts';

/** Prices that were refused because they say to be from the future, until one is believed again. */
export class FutureDoubts {
  /** By source, since it was last believed. */
  readonly #refused = new Map<string, number>();

  refused(source: string): void {
    this.#refused.set(source, (this.#refused.get(source) ?? 0) + 1);
  }

  believed(source: string): void {
    this.#refused.delete(source);
  }

  doubts(source: string): boolean {
    return this.#refused.has(source);
  }

  /** Of one source. Undefined: nothing to say. */
  wordsOf(source: string): string | undefined {
    return inWords(this.#refused.get(source) ?? 0);
  }

  /** Of all of them together. */
  get words(): string | undefined {
    return inWords([...this.#refused.values()].reduce((sum, one) => sum + one, 0));
  }
}

function inWords(prices: number): string | undefined {
  if (prices === 0) return undefined;
  const refused = `${plural(prices, 'price')} refused as from the future`;
  return `${refused}: this machine's clock is behind; see doctor`;
}
