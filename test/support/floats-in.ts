/** Paths of what programs would not read as it was written: floats, and what is undefined. */
export function floatsIn(value: unknown, path = 'json'): string[] {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? [] : [path];
  if (value === undefined) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => floatsIn(inner, `${path}.${key}`));
}
