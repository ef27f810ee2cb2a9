import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';

/** Field of /proc/<id>/stat, counted from the one after the name: state, and ticks at start. */
const STATE = 0;
const START = 19;

/**
 * Text of a lock file: the process, when it started, its thread, and which hold of it this is. A
 * process's number alone is given again, in a container after every start.
 */
export function lockText(): string {
  return `${process.pid} ${startOf(process.pid) ?? '-'} ${threadId}-${randomUUID()}`;
}

/** Whether the text was written by that thread of this process. */
export function isOfThread(text: string, thread: number): boolean {
  return text.startsWith(`${process.pid} ${startOf(process.pid) ?? '-'} ${thread}-`);
}

/** The process that a lock's text names; NaN where it names none. */
export function processOf(text: string): number {
  return Number.parseInt(text, 10);
}

/** Whether the process that wrote the text still runs. */
export function isAlive(text: string): boolean {
  const processId = processOf(text);
  const [, start] = text.split(' ');
  if (!Number.isInteger(processId) || processId <= 0) return false;
  // Not to be told on this system: who runs under that number is taken for the holder.
  const now = startOf(processId);
  if (start !== undefined && now !== undefined && start !== '-' && start !== now) return false;
  return isRunning(processId);
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    // Killed but not yet buried by its parent, which in a container may never happen.
    return statOf(processId)?.[STATE] !== 'Z';
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** In ticks since the machine started; undefined where the system does not tell. */
function startOf(processId: number): string | undefined {
  return statOf(processId)?.[START];
}

function statOf(processId: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
