import { expect, test } from 'vitest';
import { type Provenance, worstProvenance } from './provenance.ts';

test.each<[Provenance, readonly Provenance[]]>([
  ['live', ['live', 'live']],
  ['recorded', ['live', 'recorded']],
  ['simulated', ['live', 'recorded', 'simulated']],
  ['simulated', ['simulated', 'live']],
  // Nobody knows of it, so nobody may learn from it.
  ['simulated', []],
])('it is %s what rests on %j', (worst, kinds) => {
  expect(worstProvenance(kinds.map((provenance) => ({ provenance })))).toBe(worst);
});
