import type { FilmChange, FilmColumn, FilmFrame, FilmPart } from './film.ts';

/** A level that is there no more. */
const GONE = 0;

/** What is another than before; undefined: nothing but the time. */
export function changeOf(before: FilmFrame, after: FilmFrame): FilmChange | undefined {
  const { isTrusted, untrusted, tick, mine, held, reference } = after;
  const bids = columnChange(before.bids, after.bids);
  const asks = columnChange(before.asks, after.asks);
  const isOtherTrust = isTrusted !== before.isTrusted || untrusted !== before.untrusted;
  const isHeldOther = held[0] !== before.held[0] || held[1] !== before.held[1];
  const parts = {
    ...(isOtherTrust ? { isTrusted, untrusted } : {}),
    ...(bids.length > 0 ? { bids } : {}),
    ...(asks.length > 0 ? { asks } : {}),
    ...(tick === before.tick ? {} : { tick }),
    ...(isSame(mine, before.mine) ? {} : { mine }),
    ...(isHeldOther ? { held } : {}),
    ...(reference === before.reference ? {} : { reference }),
  };
  return Object.keys(parts).length === 0 ? undefined : { at: after.at, ...parts };
}

/** The picture after a change. */
export function changedBy(before: FilmFrame, change: FilmChange): FilmFrame {
  const { bids, asks, ...others } = change;
  return {
    ...before,
    ...others,
    ...(bids === undefined ? {} : { bids: columnAfter(before.bids, bids, -1) }),
    ...(asks === undefined ? {} : { asks: columnAfter(before.asks, asks, 1) }),
  };
}

/** All pictures of a part. */
export function framesOf({ first, changes }: Pick<FilmPart, 'first' | 'changes'>): FilmFrame[] {
  const frames = [first];
  let last = first;
  for (const change of changes) {
    last = changedBy(last, change);
    frames.push(last);
  }
  return frames;
}

function columnChange(before: FilmColumn, after: FilmColumn): (number | null)[] {
  const known = levelsOf(before);
  const changes: (number | null)[] = [];
  for (const [price, size] of levelsOf(after)) {
    if (known.get(price) !== size) changes.push(price, size);
    known.delete(price);
  }
  for (const price of known.keys()) changes.push(price, GONE);
  return changes;
}

/** `way`: 1 where the lowest price is the best one, else -1. */
function columnAfter(before: FilmColumn, changes: FilmColumn, way: 1 | -1): FilmColumn {
  const levels = levelsOf(before);
  for (const [price, size] of levelsOf(changes)) {
    if (size === GONE) levels.delete(price);
    else levels.set(price, size);
  }
  return [...levels].sort(([one], [other]) => way * (one - other)).flat();
}

function levelsOf(column: FilmColumn): Map<number, number | null> {
  const levels = new Map<number, number | null>();
  for (let i = 0; i < column.length; i += 2) {
    levels.set(column[i] as number, column[i + 1] as number | null);
  }
  return levels;
}

function isSame(one: FilmFrame['mine'], other: FilmFrame['mine']): boolean {
  if (one.length !== other.length) return false;
  return one.length === 0 || JSON.stringify(one) === JSON.stringify(other);
}
