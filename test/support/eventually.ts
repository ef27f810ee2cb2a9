import { breathe } from './virtual-clock.ts';

/**
 * Waits until `holds` is true, one turn of the event loop after another. It never becomes true:
 * the test runs into its time limit.
 */
export async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await breathe();
}
