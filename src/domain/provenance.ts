/**
 * Where a row comes from: seen by our own recorder, recorded by someone else, or simulated.
 * Training, evaluation and claims refuse simulated rows.
 */
export const PROVENANCES = ['live', 'recorded', 'simulated'] as const;
export type Provenance = (typeof PROVENANCES)[number];
