import { type DeskFile, runningDesks } from '../runtime/desk/desk-file.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { Output } from './output/output.ts';

/** The desks of that name, or all that run. @throws CommandFailure when there is none. */
export async function desksNamed(name: string | undefined): Promise<readonly DeskFile[]> {
  const all = await runningDesks();
  const desks = all.filter((desk) => name === undefined || desk.name === name);
  if (desks.length > 0) return desks;
  const what = name === undefined ? 'no desk runs on this machine' : `no desk ${name} runs`;
  const others = all.map((desk) => desk.name).join(', ');
  const remedy = others === '' ? 'Start one with paper, live or demo.' : `These run: ${others}.`;
  throw new CommandFailure(EXIT.data, what, remedy);
}

/** The one that is meant. @throws CommandFailure when there is none, or more than one. */
export async function oneDesk(name: string | undefined): Promise<DeskFile> {
  const desks = await desksNamed(name);
  if (desks.length === 1) return desks[0] as DeskFile;
  const names = desks.map((desk) => desk.name).join(', ');
  throw new CommandFailure(EXIT.usage, 'several desks run', `Choose one by --desk: ${names}.`);
}

/** Files of desks that cannot be read: of one that traded live, orders may be open. */
export function tellUnreadable(paths: readonly string[], { note }: Pick<Output, 'note'>): void {
  for (const path of paths) {
    note(`${path} cannot be read: "polydesk kill --key" cancels what its desk may have open.`);
  }
}
