import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/imported.ts';
import { claim, giveBack, textOf } from './claim-file.ts';

test('of many that want it again and again one at a time has it', async () => {
  const path = join(temporaryFolder(), 'a.lock');
  let holders = 0;
  let most = 0;
  let times = 0;
  async function wanting(name: number): Promise<void> {
    while (times < 3_000) {
      const own = `${name} ${times}`;
      if ((await claim(path, own, (text) => text !== '')) !== undefined) continue;
      times++;
      most = Math.max(most, ++holders);
      await turn();
      if ((await textOf(path)) !== own) most = Number.POSITIVE_INFINITY;
      holders--;
      await giveBack(path, own);
    }
  }
  await Promise.all(Array.from({ length: 6 }, (_, name) => wanting(name)));
  expect(most).toBe(1);
}, 60_000);
