// The command as a user runs it: a process of its own, never a terminal.
import { type ChildProcess, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startChild } from './children.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

export type Ran = {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs `polydesk` with these words; `cwd` keeps what it writes out of the repository. */
export function polydesk(
  words: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    encoding: 'utf8',
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    maxBuffer: 256 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

/** The same beside a test that has to answer meanwhile, as an exchange in its process does. */
export function startPolydesk(
  words: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): ChildProcess {
  const env = { ...process.env, ...options.env };
  return startChild(process.execPath, [main, ...words], { cwd: options.cwd, env });
}

/** How it ended, and all that it said on both streams. */
export function endOf(
  child: ChildProcess,
): Promise<{ readonly status: number | null; readonly said: string }> {
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        said += text;
      });
    }
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, said }));
  });
}
