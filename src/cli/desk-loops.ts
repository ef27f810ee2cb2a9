import { SupervisedLoops } from '../runtime/supervise/supervised-loops.ts';
import type { Venue } from '../runtime/venue.ts';
import { alarmInWords } from './alarm-words.ts';
import type { Output } from './output/output.ts';

/** The loops beside a desk's trading; what fails in them is told and tried again. */
export function deskLoops(
  { machine: clock, random }: Pick<Venue, 'machine' | 'random'>,
  { note }: Pick<Output, 'note'>,
): SupervisedLoops {
  return new SupervisedLoops({ clock, random, onAlarm: (alarm) => note(alarmInWords(alarm)) });
}

/** To be called at the end: says which of them has not stopped in time. */
export async function stopLoops(
  loops: SupervisedLoops,
  { note }: Pick<Output, 'note'>,
): Promise<void> {
  for (const trouble of await loops.stop()) note(`Afterwards: ${trouble}`);
}
