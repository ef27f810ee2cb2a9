import type { StrikeNews } from '../domain/strike.ts';
import type { StrikeRecord } from './receipt.ts';
import type { Cell } from './table-file.ts';

type Known<K> = Extract<StrikeNews, { kind: K }> & { readonly at: number };

/** Both prices at one end of a market's window, as far as anybody told them. */
type Pair = {
  readonly market: number;
  readonly place: Pick<StrikeNews, 'end' | 'boundary' | 'feed'>;
  own: Known<'derived'> | undefined;
  unknown: Known<'unknown'> | undefined;
  official: Known<'official'> | undefined;
};

/**
 * Cells of `strikes`, a row for each end of a window. Our own price stays as it was first known: a
 * recorder that began anew knows less, not more. Of the venue's the last one counts.
 */
export function strikeRows(records: readonly StrikeRecord[], provenance: string): Cell[][] {
  return pairsOf(records).map(({ market, place, own, unknown, official }) => [
    market,
    place.end,
    place.boundary,
    place.feed,
    own?.value,
    own?.text,
    own?.at,
    own === undefined ? undefined : Number(own.isExact),
    own === undefined ? unknown?.why : undefined,
    official?.value,
    official?.text,
    official?.at,
    own === undefined || official === undefined ? undefined : official.value - own.value,
    provenance,
  ]);
}

/** So many rows. */
export function strikeCount(records: readonly StrikeRecord[]): number {
  return pairsOf(records).length;
}

function pairsOf(records: readonly StrikeRecord[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { market, at, strike } of records) {
    const { end, boundary, feed } = strike;
    const key = `${market} ${end}`;
    const pair = pairs.get(key) ?? {
      market,
      place: { end, boundary, feed },
      own: undefined,
      unknown: undefined,
      official: undefined,
    };
    if (strike.kind === 'derived') pair.own ??= { ...strike, at };
    else if (strike.kind === 'unknown') pair.unknown = { ...strike, at };
    // Told again it is as old as before.
    else if (pair.official?.text !== strike.text) pair.official = { ...strike, at };
    pairs.set(key, pair);
  }
  return [...pairs.values()].sort(
    (a, b) => a.market - b.market || a.place.boundary - b.place.boundary,
  );
}
