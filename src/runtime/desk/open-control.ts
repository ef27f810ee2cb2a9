import { MICROS_PER_MS } from '../../domain/units.ts';
import { startControl } from '../../server/control-server.ts';
import type { FillNews } from '../live/fill-news.ts';
import { announceDesk, type DeskFile } from './desk-file.ts';

export type ControlledDesk = Pick<DeskFile, 'name' | 'mode' | 'provenance'> & {
  readonly status: () => object;
  /** All fills of the run, oldest first. */
  readonly fills: () => readonly FillNews[];
  /** Ends it as Ctrl-C does. */
  readonly stop: () => void;
};

/** Lets other commands look at a desk and stop it, until the returned function is called. */
export async function openControl(
  { name, mode, provenance, status, fills, stop }: ControlledDesk,
  folder?: string,
): Promise<() => Promise<void>> {
  const startedAt = Date.now() * MICROS_PER_MS;
  const facts = { name, mode, provenance, startedAt };
  const control = await startControl({
    status: () => ({ ...facts, ...status() }),
    trades: (most) => fills().slice(-most),
    stop: () => {
      stop();
      return { stopping: true };
    },
  });
  const { port, token } = control;
  const forget = await announceDesk({ ...facts, pid: process.pid, port, token }, folder);
  return async () => {
    await forget();
    await control.close();
  };
}
