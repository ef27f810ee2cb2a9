import { copyFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { segmentFolder } from '../../src/archive/frame-log/take-segments.ts';
import { temporaryFolder } from '../support/imported.ts';
import { second, startLog } from '../support/made-up-log.ts';
import { polydesk } from '../support/run-command.ts';

test('record whose last take failed ends with 1 and says where the frames are', async () => {
  const root = temporaryFolder();
  const foreign = await startLog(temporaryFolder(), { dataset: 'other', session: 'z' });
  const frames = segmentFolder(root, 'exchange');
  await mkdir(frames, { recursive: true });
  copyFileSync(await foreign.stop(second(1)), join(frames, 'z-000001.frames'));
  const words = ['--to', root, '--exchange', 'http://127.0.0.1:9', '--for', '1'];
  const { status, stderr } = polydesk(['record', ...words]);
  expect(stderr).toMatch(/not all is in the archive: z-000001\.frames is a log of/);
  expect(stderr).toContain('The frames are kept');
  expect(stderr).not.toContain('Recorded into');
  expect(status).toBe(1);
});
