import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, lockText } from '../../locks/lock-owner.ts';

/** How a running desk can be found and asked. */
export type DeskFile = {
  /** That of its dataset. */
  readonly name: string;
  readonly mode: 'paper' | 'live' | 'demo';
  /** What its prices are: on paper they may be live, though none of its orders are. */
  readonly provenance: 'live' | 'simulated';
  readonly pid: number;
  /** Tells this process from a later one of the same number; a desk of before may not say it. */
  readonly owner?: string | undefined;
  readonly port: number;
  readonly token: string;
  /** µs UTC. */
  readonly startedAt: number;
  /** Version of the program; a desk of an earlier one may not say it. */
  readonly software?: string | undefined;
  /** The name of its key, and its exchange on this machine: for a kill without it. */
  readonly key?: string | undefined;
  readonly exchange?: string | undefined;
  /** The folder of its archive, absolute: what it did is read there. */
  readonly archive?: string | undefined;
};

/** A desk that said that it runs: one whose process is gone never said that it had ended. */
export type KnownDesk = DeskFile & { readonly isRunning: boolean };

const schema = z.object({
  name: z.string().min(1),
  mode: z.enum(['paper', 'live', 'demo']),
  provenance: z.enum(['live', 'simulated']),
  pid: z.number().int().positive(),
  owner: z.string().optional(),
  port: z.number().int().positive(),
  token: z.string().min(1),
  startedAt: z.number(),
  software: z.string().optional(),
  key: z.string().optional(),
  exchange: z.string().optional(),
  archive: z.string().optional(),
});

/** Where desks say that they run, unless told otherwise. */
function desksFolder(): string {
  return join(homedir(), '.polydesk', 'desks');
}

/** Says that a desk runs; only its owner may read how to ask it. Returns how to take that back. */
export async function announceDesk(
  desk: DeskFile,
  folder: string = desksFolder(),
): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, fileOf(desk));
  const fresh = `${path}.new`;
  await writeFile(fresh, JSON.stringify({ owner: lockText(), ...desk }), { mode: 0o600 });
  await rename(fresh, path);
  return () => forgetDesk(desk, folder);
}

/** Desks that said that they run, oldest first, and files that cannot be read: those are left. */
export async function readDesks(
  folder: string = desksFolder(),
): Promise<{ readonly desks: readonly KnownDesk[]; readonly unreadable: readonly string[] }> {
  const names = await readdir(folder).catch(() => []);
  const desks: KnownDesk[] = [];
  const unreadable: string[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const path = join(folder, name);
    const text = await readFile(path, 'utf8').catch(() => undefined);
    // Taken back since the folder was listed.
    if (text === undefined) continue;
    const desk = schema.safeParse(parsed(text));
    if (desk.success) desks.push({ ...desk.data, isRunning: isRunning(desk.data) });
    else unreadable.push(path);
  }
  return { desks: desks.sort((a, b) => a.startedAt - b.startedAt), unreadable };
}

/** Desks that said that they run, oldest first. */
export async function knownDesks(folder?: string): Promise<readonly KnownDesk[]> {
  return (await readDesks(folder)).desks;
}

/** Those of them whose process is there. */
export async function runningDesks(folder?: string): Promise<readonly DeskFile[]> {
  return (await knownDesks(folder)).filter((desk) => desk.isRunning);
}

/** Takes out what a desk said that is gone. */
export async function forgetDesk(
  desk: Pick<DeskFile, 'pid' | 'startedAt'>,
  folder: string = desksFolder(),
): Promise<void> {
  await rm(join(folder, fileOf(desk)), { force: true });
}

/** Whether the process that said so is there. */
export function isRunning({ owner, pid }: Pick<DeskFile, 'owner' | 'pid'>): boolean {
  return isAlive(owner ?? String(pid));
}

/** A process's number alone is given again: what a desk left that is gone must stay. */
function fileOf({ pid, startedAt }: Pick<DeskFile, 'pid' | 'startedAt'>): string {
  return `${startedAt}-${pid}.json`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
