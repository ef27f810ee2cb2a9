import type { MarketFacts } from '../domain/market-facts.ts';
import { NEVER } from '../domain/units.ts';
import type { MarketNumber } from './importer.ts';

/**
 * The markets of one dataset: numbers them in the order of their first declaration and gathers
 * what different units know of the same market.
 */
export class MarketRegister {
  readonly #numbers = new Map<string, MarketNumber>();
  readonly #facts: MarketFacts[] = [];

  /** All markets by number. */
  get all(): readonly MarketFacts[] {
    return this.#facts;
  }

  numberOf(slug: string): MarketNumber | undefined {
    return this.#numbers.get(slug);
  }

  slugOf(number: number): string {
    return this.#facts[number]?.slug ?? '';
  }

  /** Takes over a number given in an earlier run, from JSON. */
  restore(number: number, stored: MarketFacts): void {
    const facts = revived(stored);
    this.#numbers.set(facts.slug, number as MarketNumber);
    const known = this.#facts[number];
    this.#facts[number] = known === undefined ? facts : fillFacts(known, facts);
  }

  /** The first number that is not given, as that of a market whose unit was taken back. */
  #free(): MarketNumber {
    const gap = this.#numbers.size < this.#facts.length ? this.#facts.findIndex((one) => !one) : -1;
    return (gap < 0 ? this.#facts.length : gap) as MarketNumber;
  }

  /** Declares a market. `differs` names the facts that contradict an earlier declaration. */
  declare(facts: MarketFacts): { number: MarketNumber; differs: readonly string[] } {
    const known = this.#numbers.get(facts.slug);
    if (known === undefined) {
      const number = this.#free();
      this.#numbers.set(facts.slug, number);
      this.#facts[number] = facts;
      return { number, differs: [] };
    }
    const before = this.#facts[known] ?? facts;
    this.#facts[known] = fillFacts(before, facts);
    return { number: known, differs: contradictions(before, facts) };
  }
}

/** JSON keeps null where a pair had undefined. */
function revived(facts: MarketFacts): MarketFacts {
  const [token0, token1] = facts.tokens;
  const [label0, label1] = facts.labels;
  return {
    ...facts,
    tokens: [token0 ?? undefined, token1 ?? undefined],
    labels: [label0 ?? undefined, label1 ?? undefined],
  };
}

/** What is known stays; what is not is taken from the newcomer. Who knew first, knew first. */
export function fillFacts(known: MarketFacts, more: MarketFacts): MarketFacts {
  const merged: Record<string, unknown> = { ...more };
  for (const [name, value] of Object.entries(known)) {
    if (value !== undefined) merged[name] = value;
  }
  const since = Math.min(known.knownSince ?? NEVER, more.knownSince ?? NEVER);
  merged.knownSince = since === NEVER ? undefined : since;
  merged.tokens = pair(known.tokens, more.tokens);
  merged.labels = pair(known.labels, more.labels);
  return merged as MarketFacts;
}

function pair<T>(
  known: readonly [T | undefined, T | undefined],
  more: readonly [T | undefined, T | undefined],
): readonly [T | undefined, T | undefined] {
  return [known[0] ?? more[0], known[1] ?? more[1]];
}

function contradictions(known: MarketFacts, more: MarketFacts): string[] {
  const merged = fillFacts(more, known) as Record<string, unknown>;
  const kept = fillFacts(known, more) as Record<string, unknown>;
  // A tick that was finer when the market was listed to us again is no contradiction.
  const free = ['source', 'listedTick'];
  return Object.keys(kept).filter(
    (name) => !free.includes(name) && JSON.stringify(kept[name]) !== JSON.stringify(merged[name]),
  );
}
