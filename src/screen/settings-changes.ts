import type { SettingsChange, SettingsValues } from './settings.ts';

/** What is not the same in two states, by path. */
export function changesBetween(
  before: SettingsValues,
  after: SettingsValues,
): readonly SettingsChange[] {
  const [one, other] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...one.keys(), ...other.keys()])].sort();
  return paths.flatMap((path) => {
    const [old, now] = [one.get(path) ?? null, other.get(path) ?? null];
    return old === now ? [] : [{ path, before: old, after: now }];
  });
}

/** Each value as text, by its path. */
export function leavesOf(values: unknown, path = ''): Map<string, string> {
  if (values === undefined || values === null) return new Map();
  if (typeof values !== 'object') return new Map([[path, String(values)]]);
  return new Map(
    Object.entries(values).flatMap(([key, value]) => [
      ...leavesOf(value, path === '' ? key : `${path}.${key}`),
    ]),
  );
}
