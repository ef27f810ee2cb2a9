import { type ControlledDesk, openControl } from '../runtime/desk/open-control.ts';
import type { Output } from './output/output.ts';

/** Lets other commands look at the desk and stop it; where that fails it trades all the same. */
export function guardedControl(
  desk: ControlledDesk,
  { note }: Pick<Output, 'note'>,
): Promise<() => Promise<void>> {
  return openControl(desk).catch((error: unknown) => {
    note(`"polydesk status" will not find this desk: ${error}`);
    return async () => {};
  });
}
