/**
 * What a table has under a name that came from outside, and not what every object has under it:
 * "constructor" and "__proto__" are names, too.
 */
export function ownEntry<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
