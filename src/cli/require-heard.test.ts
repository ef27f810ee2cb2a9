import { expect, test } from 'vitest';
import { Ending } from './ending.ts';
import { requireHeard } from './require-heard.ts';

const NOTHING = { markets: 0, frames: 0, prices: 0, feeds: [], troubles: ['nobody is there'] };

test('nothing was heard all the time that it had', async () => {
  const ending = new Ending(undefined);
  ending.over();
  const why = await ending.come;
  expect(() => requireHeard(why, NOTHING)).toThrow('nothing was heard: nobody is there');
  requireHeard(why, { ...NOTHING, prices: 1 });
});

test('one that is stopped before has not failed: no supervisor begins it anew', async () => {
  const ending = new Ending(3_600);
  ending.stop();
  requireHeard(await ending.come, NOTHING);
});
