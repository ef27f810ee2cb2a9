/**
 * Recordings that carry no verdict, whatever comes of them: they are played and shown, and are part
 * of no test and no sum. Decided by the recording alone.
 */
const DOUBTED_SETS: ReadonlyMap<string, string> = new Map([
  [
    'btc-5m-ladders-2026-07',
    'The clock of this set may run late: ten seconds before the end all of its windows are ' +
      'decided. What is bought there may have been bought with later knowledge.',
  ],
]);

/** Why nothing is judged on a set; undefined: it is. */
export function doubtOf(dataset: string): string | undefined {
  return DOUBTED_SETS.get(dataset);
}
