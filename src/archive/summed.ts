/** Adds records of counts by name; names sorted. */
export function summed(
  records: readonly Readonly<Record<string, number>>[],
): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of records.flatMap((record) => Object.entries(record))) {
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
