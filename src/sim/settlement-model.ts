import type { Fill } from '../domain/fill.ts';
import type { ClientOrderId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';

/** Something the chain says of a fill, `afterMicros` after the match. */
export type SettlementStep = {
  readonly afterMicros: number;
  /** Two orders of the simulation that met fail together or not at all: a model sees to it. */
  readonly event: 'mined' | 'retrying' | 'confirmed' | 'failed';
};

/**
 * What the chain will say of a fill, in order of time. Faults are other models of this type. `met`:
 * the other order, where two of the simulation met; it may not be filled yet.
 */
export type SettlementModel = {
  plan(fill: Fill, met?: ClientOrderId): readonly SettlementStep[];
};

/**
 * Every fill is confirmed `micros` after the match. ASSUMPTION, kept here alone: it is mined
 * half-way. With 0 it is confirmed at once and nothing is said of mining.
 */
export function confirmAfter(micros: number): SettlementModel {
  invariant(Number.isSafeInteger(micros) && micros >= 0, `whole µs from 0 up, got ${micros}`);
  const confirmed: SettlementStep = { afterMicros: micros, event: 'confirmed' };
  const steps: readonly SettlementStep[] =
    micros === 0
      ? [confirmed]
      : [{ afterMicros: Math.floor(micros / 2), event: 'mined' }, confirmed];
  return { plan: () => steps };
}
