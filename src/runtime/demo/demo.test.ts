import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { holdState } from '../live/kept-account.ts';
import { Demo, type DemoOptions } from './demo.ts';
import { demoStatePath } from './demo-state.ts';

/** What refuses does so before anything else of it is looked at. */
const start = (folder: string) => Demo.start({ folder } as DemoOptions);

test('a folder that a demo trades in is refused to another', async () => {
  const folder = temporaryFolder();
  const other = await holdState(demoStatePath(folder), 'a demo');
  const why = { ok: false, code: 'account_locked', message: expect.stringContaining('process') };
  expect(await start(folder)).toMatchObject(why);
  if (other.ok) await other.value.close();
});

test('one that cannot begin gives its folder free', async () => {
  const folder = temporaryFolder();
  writeFileSync(demoStatePath(folder), 'another thing');
  for (const _ of [1, 2]) expect(await start(folder)).toMatchObject({ code: 'bad_state' });
});
