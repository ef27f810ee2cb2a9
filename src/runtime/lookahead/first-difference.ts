/** Where two values differ first, in the order of their fields. */
export type Differing = {
  /** Names on the way to it, joined by dots; empty: the values themselves. */
  readonly field: string;
  readonly was: unknown;
  readonly now: unknown;
};

/** To the last digit and letter; undefined when they are the same. */
export function firstDifference(was: unknown, now: unknown, field = ''): Differing | undefined {
  if (Object.is(was, now)) return undefined;
  if (!isComposed(was) || !isComposed(now)) return { field, was, now };
  for (const name of new Set([...Object.keys(was), ...Object.keys(now)])) {
    const path = field === '' ? name : `${field}.${name}`;
    const found = firstDifference(was[name], now[name], path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isComposed(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
