/**
 * Begins each item while the one before it is still in use, in order. When the reader stops early,
 * it waits for the item that has begun. An item that fails to begin throws when its turn comes.
 */
export async function* oneAhead<T, R>(
  items: readonly T[],
  begin: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun = (position: number): Promise<R> | undefined => {
    const item = items[position];
    if (position >= items.length) return undefined;
    const promise = begin(item as T);
    // Its failure belongs to its turn, not to the moment in which nobody waits yet.
    promise.catch(() => undefined);
    return promise;
  };
  let next = begun(0);
  try {
    for (let position = 1; next !== undefined; position++) {
      const current: R = await next;
      next = begun(position);
      yield current;
    }
  } finally {
    await next?.catch(() => undefined);
  }
}
