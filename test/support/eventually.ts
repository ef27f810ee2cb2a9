import { setTimeout as sleep } from 'node:timers/promises';
import { breathe } from './virtual-clock.ts';

/** Whatever this process alone has to do is done in so many turns. */
const OWN_TURNS = 2_000;

/**
 * Waits until `holds` is true: turn by turn of the event loop, then with rests, for other processes
 * need the machine. It never becomes true: the test runs into its time limit.
 */
export async function eventually(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn++) await (turn < OWN_TURNS ? breathe() : sleep(5));
}
