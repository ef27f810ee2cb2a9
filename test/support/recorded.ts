// Recorded venue data for tests. It is not part of the repository; where it is absent the tests
// that need it are skipped, and say so by name.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Folder of the recordings: POLYDESK_DATA, else ../shared/data beside the repository. */
const recordings = process.env.POLYDESK_DATA ?? join(root, '..', 'shared', 'data');

/** The path of a recording if it is present. */
export function recording(name: string): string | undefined {
  const path = join(recordings, name);
  return existsSync(path) ? path : undefined;
}

/** The path of a folder of recorded frames and answers if it is present. */
export function recordedFixture(name: string): string | undefined {
  const path = join(recordings, '..', 'fixtures', name);
  return existsSync(path) ? path : undefined;
}

/** A test over recorded material; skipped with its reason in the name where that is absent. */
export function testRecorded(
  name: string,
  path: string | undefined,
  run: (path: string) => void | Promise<void>,
  timeoutMs?: number,
): void {
  if (path === undefined) {
    test.skip(`${name} (SKIPPED: no recorded data; set POLYDESK_DATA)`, () => {});
    return;
  }
  test(name, () => run(path), timeoutMs);
}
