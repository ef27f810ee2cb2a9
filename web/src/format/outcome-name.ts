/** What an outcome is called; of one that nobody has named, which of the two it is. */
export function outcomeName(
  labels: readonly [string | null, string | null],
  outcome: 0 | 1,
): string {
  return labels[outcome] ?? `outcome ${outcome + 1}`;
}
