// Work counted instead of timed: how often a reader looks at the parsed JSON. A clock would measure
// the machine; this grows with the input alone, the same everywhere.

/** Looks that the reading of a text takes: at fields, at entries, at lists of names. */
export function looksOf(read: (text: string) => unknown, text: string): number {
  const parse = JSON.parse;
  let looks = 0;
  const watched = <T>(value: T): T => {
    if (typeof value !== 'object' || value === null) return value;
    return new Proxy(value, {
      get: (target, key, receiver) => {
        looks++;
        return watched(Reflect.get(target, key, receiver) as unknown);
      },
      has: (target, key) => {
        looks++;
        return Reflect.has(target, key);
      },
      ownKeys: (target) => {
        const keys = Reflect.ownKeys(target);
        looks += keys.length;
        return keys;
      },
    });
  };
  JSON.parse = (...args: Parameters<typeof parse>) => watched(parse(...args) as unknown);
  try {
    read(text);
  } finally {
    JSON.parse = parse;
  }
  return looks;
}
