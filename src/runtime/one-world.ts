import { ArchiveError } from '../archive/archive-error.ts';
import type { ReplayOrigin } from '../archive/replay-facts.ts';

type Origin = Pick<ReplayOrigin, 'dataset' | 'provenance'>;

/**
 * A verdict is of the real world or of an invented one: where both add up to one number, it says
 * nothing of either.
 * @throws ArchiveError mixed_provenance, naming the datasets of each.
 */
export function requireOneWorld(origins: readonly Origin[]): void {
  const worlds = mixedWorlds(origins);
  if (worlds === undefined) return;
  const { real, invented } = worlds;
  const what =
    `the chosen markets are recorded (${real.join(', ')}) and simulated ` +
    `(${invented.join(', ')}), and no verdict mixes the two`;
  const [these, those] = [real.join(','), invented.join(',')];
  const remedy = `Choose one kind by --dataset ${these} or --dataset ${those}`;
  throw new ArchiveError('mixed_provenance', `${what}. ${remedy}`);
}

/** Datasets of both kinds, by their names. */
export type MixedWorlds = {
  readonly real: readonly string[];
  readonly invented: readonly string[];
};

/** Undefined: all are of one kind. */
export function mixedWorlds(origins: readonly Origin[]): MixedWorlds | undefined {
  const named = (isWanted: (one: Origin) => boolean) =>
    [...new Set(origins.filter(isWanted).map(({ dataset }) => dataset))].sort();
  const invented = named(({ provenance }) => provenance === 'simulated');
  const real = named(({ provenance }) => provenance !== 'simulated');
  return invented.length === 0 || real.length === 0 ? undefined : { real, invented };
}
