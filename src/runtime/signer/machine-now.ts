import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';

/** The machine's time: the days of a signer's limits are the machine's, whatever a venue says. */
export function machineNow(): Timestamp {
  return (Date.now() * MICROS_PER_MS) as Timestamp;
}
