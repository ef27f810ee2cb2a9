import { ArchiveError } from '../archive/archive-error.ts';
import type { ReplayOrigin } from '../archive/replay-facts.ts';

type Origin = Pick<ReplayOrigin, 'dataset' | 'provenance'>;

/**
 * A verdict is of the real world or of an invented one: where both add up to one number, it says
 * nothing of either.
 * @throws ArchiveError mixed_provenance, naming the datasets of each.
 */
export function requireOneWorld(origins: readonly Origin[]): void {
  const named = (isWanted: (one: Origin) => boolean) =>
    [...new Set(origins.filter(isWanted).map(({ dataset }) => dataset))].sort();
  const invented = named(({ provenance }) => provenance === 'simulated');
  const real = named(({ provenance }) => provenance !== 'simulated');
  if (invented.length === 0 || real.length === 0) return;
  const what =
    `the chosen markets are recorded (${real.join(', ')}) and simulated ` +
    `(${invented.join(', ')}), and no verdict mixes the two`;
  const [these, those] = [real.join(','), invented.join(',')];
  const remedy = `Choose one kind by --dataset ${these} or --dataset ${those}`;
  throw new ArchiveError('mixed_provenance', `${what}. ${remedy}`);
}
