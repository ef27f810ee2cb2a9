import { NO_USD, type Usd } from './units.ts';

/** What a market of which something is held belongs to: null: to none, undefined: not known. */
export type HeldFacts = {
  readonly asset?: string | null | undefined;
  readonly group?: string | null | undefined;
};

/** The part of a sum that is of one name, and that which may be. */
export type NamedPart = { readonly all: Usd; readonly unknown: Usd };

type Sums = Map<string | undefined, Usd>;

/**
 * What shares cost whose markets are not known in a run: all of it can be lost. Where nobody knows
 * what they belong to, it may be to any.
 */
export class UnlistedHolds {
  readonly #assets: Sums = new Map();
  readonly #groups: Sums = new Map();

  /** More is held, or less. */
  add(change: Usd, { asset, group }: HeldFacts = {}): void {
    move(this.#assets, asset, change);
    move(this.#groups, group, change);
  }

  /** Names of which something is held for sure. */
  get assets(): readonly string[] {
    return namesIn(this.#assets);
  }

  get groups(): readonly string[] {
    return namesIn(this.#groups);
  }

  ofAsset(name: string): NamedPart {
    return partOf(this.#assets, name);
  }

  ofGroup(name: string): NamedPart {
    return partOf(this.#groups, name);
  }
}

function move(sums: Sums, name: string | null | undefined, change: Usd): void {
  if (name !== null) sums.set(name, ((sums.get(name) ?? 0) + change) as Usd);
}

function namesIn(sums: Sums): string[] {
  return [...sums].flatMap(([name, sum]) => (name === undefined || sum === 0 ? [] : [name]));
}

function partOf(sums: Sums, name: string): NamedPart {
  const unknown = sums.get(undefined) ?? NO_USD;
  return { all: ((sums.get(name) ?? 0) + unknown) as Usd, unknown };
}
