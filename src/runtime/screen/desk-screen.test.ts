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
