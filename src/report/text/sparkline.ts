const LEVELS = '▁▂▃▄▅▆▇█';

/** Values as one line of at most `columns` blocks, lowest to highest; '' without values. */
export function sparkline(values: readonly number[], columns: number): string {
  if (values.length === 0) return '';
  const wanted = Math.min(columns, values.length);
  const picked = Array.from(
    { length: wanted },
    // The last value of each stretch, so that the line ends where the values end.
    (_, i) => values[Math.floor(((i + 1) * values.length) / wanted) - 1] ?? 0,
  );
  const low = Math.min(...picked);
  const span = Math.max(...picked) - low;
  return picked
    .map((value) => LEVELS[span === 0 ? 3 : Math.round(((value - low) / span) * 7)] ?? '')
    .join('');
}
