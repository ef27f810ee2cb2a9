import { expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { watchedDesk } from '../../../test/support/watched-desk.ts';
import type { DeskDocument } from '../../screen/desk-document.ts';
import { changed, type FeedMessage } from '../../screen/document-change.ts';

test('what the account uses of its limits agrees with what the desk says of itself', async () => {
  const { screens } = await watchedDesk();
  let document: DeskDocument | undefined;
  const pairs: (readonly [told: number | undefined, used: number | null | undefined])[] = [];
  const stop = screens.feed({
    isReady: true,
    send: (line) => {
      const told = JSON.parse(line) as FeedMessage;
      if (told.kind === 'snapshot') document = told.document;
      else if (told.kind === 'change' && document !== undefined) document = changed(document, told);
      pairs.push([document?.desk.exposure, document?.limits.maxExposure?.used]);
    },
    end: () => {},
  });
  await eventually(() => new Set(pairs.map(([told]) => told)).size > 3);
  stop();
  expect(pairs.filter(([told, used]) => told !== used)).toEqual([]);
});

test('what a desk shows once it has ended is as it was then', async () => {
  const { screens, paper } = await watchedDesk();
  let document: DeskDocument | undefined;
  screens.feed({
    isReady: true,
    send: (line) => {
      const told = JSON.parse(line) as FeedMessage;
      if (told.kind === 'snapshot') document = told.document;
      else if (told.kind === 'change' && document !== undefined) document = changed(document, told);
    },
    end: () => {},
  });
  const isKnown = () => typeof document?.desk.equity === 'number' && document.desk.fills > 0;
  await eventually(isKnown);
  await paper.stop();
  await eventually(() => document?.desk.isTrading === false);
  expect(document?.desk.fault).toBeNull();
  expect(document?.desk.equity).not.toBeNull();
  const markets = Object.values(document?.markets ?? {});
  expect(markets.some(({ probability }) => probability !== null)).toBe(true);
  expect(markets.map(({ phase }) => phase)).toContain('trading');
});
