import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The file by which a desk of that process is found, below a user's home; undefined: none yet. */
export function deskFileOf(home: string, pid: number | undefined): string | undefined {
  const folder = join(home, '.polydesk', 'desks');
  const name = namesIn(folder).find((one) => one.endsWith(`-${pid}.json`));
  return name === undefined ? undefined : join(folder, name);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
