// Processes that a test begins. Whatever becomes of the test, none of them is there after it: a
// desk that stays keeps its port, and trades on.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const REAPER = join(import.meta.dirname, 'reaper-child.ts');

let reaper: Socket | undefined;

/**
 * As `spawn`, but the child is killed when the test that begins it ends, passed or failed, and when
 * this process ends, even if that is killed. One begun outside a test ends with the process alone.
 */
export const startChild = ((...args: Parameters<typeof spawn>) => {
  const child = spawn(...args);
  const { pid } = child;
  // It could not be begun: whoever listens for that is told.
  if (pid === undefined) return child;
  told(`+${pid}`);
  child.once('exit', () => told(`-${pid}`));
  try {
    onTestFinished(() => ended(child));
  } catch {
    // Begun for all tests of a file.
  }
  return child;
}) as typeof spawn;

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** To a process that outlives this one by a moment: it sees how its stdin ends. */
function told(line: string): void {
  reaper ??= begunReaper();
  reaper.write(`${line}\n`);
}

function begunReaper(): Socket {
  const process_ = spawn(process.execPath, [REAPER], {
    // Whoever ends this process with its group does not end that one.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  process_.unref();
  const stdin = process_.stdin as Socket;
  stdin.unref();
  return stdin;
}
