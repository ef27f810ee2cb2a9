/**
 * Where a row comes from: seen by our own recorder, recorded by someone else, or simulated.
 * Training, evaluation and claims refuse simulated rows.
 */
export const PROVENANCES = ['live', 'recorded', 'simulated'] as const;
export type Provenance = (typeof PROVENANCES)[number];

/** Of what rests on several kinds of rows: simulated where one of them is; of none, simulated. */
export function worstProvenance(
  sources: readonly { readonly provenance: Provenance }[],
): Provenance {
  const kinds = sources.map(({ provenance }) => provenance);
  if (kinds.length === 0 || kinds.includes('simulated')) return 'simulated';
  return kinds.includes('recorded') ? 'recorded' : 'live';
}
