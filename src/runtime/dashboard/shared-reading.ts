/**
 * A reading that takes long, made once for all who ask while it goes on and for so long after:
 * however many browsers ask, the disk and the pool of threads that reads it, which the desk uses as
 * well, have one at a time. `now` and `keptFor` in the same unit.
 */
export function sharedReading<T>(
  now: () => number,
  keptFor: number,
  read: () => Promise<T>,
): () => Promise<T> {
  let told: Promise<T> | undefined;
  let until = 0;
  return () => {
    if (told !== undefined && now() < until) return told;
    // Until it is read nobody begins another one.
    until = Number.POSITIVE_INFINITY;
    told = read().then(
      (found) => {
        until = now() + keptFor;
        return found;
      },
      (error: unknown) => {
        told = undefined;
        throw error;
      },
    );
    return told;
  };
}
