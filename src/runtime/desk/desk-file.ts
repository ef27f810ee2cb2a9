import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** How a running desk can be found and asked. */
export type DeskFile = {
  /** That of its dataset. */
  readonly name: string;
  readonly mode: 'paper' | 'live' | 'demo';
  readonly provenance: 'live' | 'simulated';
  readonly pid: number;
  readonly port: number;
  readonly token: string;
  /** µs UTC. */
  readonly startedAt: number;
  /** Version of the program; a desk of an earlier one may not say it. */
  readonly software?: string | undefined;
  /** The name of its key, and its exchange on this machine: for a kill without it. */
  readonly key?: string | undefined;
  readonly exchange?: string | undefined;
};

/** A desk that said that it runs: one whose process is gone never said that it had ended. */
export type KnownDesk = DeskFile & { readonly isRunning: boolean };

const schema = z.object({
  name: z.string().min(1),
  mode: z.enum(['paper', 'live', 'demo']),
  provenance: z.enum(['live', 'simulated']),
  pid: z.number().int().positive(),
  port: z.number().int().positive(),
  token: z.string().min(1),
  startedAt: z.number(),
  software: z.string().optional(),
  key: z.string().optional(),
  exchange: z.string().optional(),
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
  const path = join(folder, `${desk.pid}.json`);
  const fresh = `${path}.new`;
  await writeFile(fresh, JSON.stringify(desk), { mode: 0o600 });
  await rename(fresh, path);
  return () => forgetDesk(desk, folder);
}

/** Desks that said that they run, oldest first; a file that cannot be read is taken out. */
export async function knownDesks(folder: string = desksFolder()): Promise<readonly KnownDesk[]> {
  const names = await readdir(folder).catch(() => []);
  const desks: KnownDesk[] = [];
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    const path = join(folder, name);
    const desk = schema.safeParse(parsed(await readFile(path, 'utf8').catch(() => '')));
    if (desk.success) desks.push({ ...desk.data, isRunning: isRunning(desk.data.pid) });
    else await rm(path, { force: true });
  }
  return desks.sort((a, b) => a.startedAt - b.startedAt);
}

/** Those of them whose process is there. */
export async function runningDesks(folder?: string): Promise<readonly DeskFile[]> {
  return (await knownDesks(folder)).filter((desk) => desk.isRunning);
}

/** Takes out what a desk said that is gone. */
export async function forgetDesk(
  { pid }: Pick<DeskFile, 'pid'>,
  folder: string = desksFolder(),
): Promise<void> {
  await rm(join(folder, `${pid}.json`), { force: true });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether a process of that number is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isDead(pid);
  } catch (error) {
    // Somebody else's process under that number runs as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** On Linux a process that has ended keeps its number until its parent asks how. */
function isDead(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^\) [ZX]/.test(stat.slice(stat.lastIndexOf(')')));
  } catch {
    // No such list here, or just gone: the signal has said what can be known.
    return false;
  }
}
