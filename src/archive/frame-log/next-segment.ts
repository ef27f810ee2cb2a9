import { access } from 'node:fs/promises';
import { readFrameLog } from './frame-log-reader.ts';
import { SOURCES } from './recorder-note.ts';

const NUMBERED = /-(\d+)(\.frames)$/;

/**
 * Whether the log goes on beside this segment with the record after number `last`. The recorder
 * has the beginning of the next segment on the disk before it says of this one that it goes on: if
 * it is not there now, it was lost.
 */
export async function goesOn(path: string, last: number): Promise<boolean> {
  const next = nextPath(path);
  if (next === undefined || !(await isThere(next))) return false;
  for await (const block of readFrameLog(next)) {
    if ('damage' in block) return false;
    const [first] = block.records;
    return first?.source === SOURCES.begin && first.seq === last + 1;
  }
  return false;
}

/** `session-000001.frames` is followed by `session-000002.frames`. */
function nextPath(path: string): string | undefined {
  const found = NUMBERED.exec(path);
  if (found === null) return undefined;
  const [text, digits = '', suffix = ''] = found;
  const number = String(Number(digits) + 1).padStart(digits.length, '0');
  return `${path.slice(0, -text.length)}-${number}${suffix}`;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
