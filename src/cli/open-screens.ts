import { DeskScreens } from '../runtime/screen/desk-screens.ts';
import type { WatchedDesk } from '../runtime/screen/watched-desk.ts';
import type { SupervisedLoops } from '../runtime/supervise/supervised-loops.ts';
import type { Venue } from '../runtime/venue.ts';
import type { Output } from './output/output.ts';

const SAMPLE_MS = 1_000;

/** What whoever looks at the desk is told; what it saw before anybody looks is kept by a loop. */
export function openScreens(
  desk: WatchedDesk,
  { machine }: Pick<Venue, 'machine'>,
  loops: SupervisedLoops,
  { note }: Pick<Output, 'note'>,
): DeskScreens {
  const screens = new DeskScreens(desk, machine, (error) =>
    note(`Whoever looked at the desk was let go of: ${error}`),
  );
  loops.start('screen', SAMPLE_MS, () => screens.sample());
  return screens;
}
