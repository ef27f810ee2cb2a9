import { expect, test } from 'vitest';
import { LocalBench } from '../../../test/support/local-venue.ts';
import { EventShelf } from './event-shelf.ts';
import { gammaEvent, seriesRow } from './gamma-event.ts';
import { tagRow } from './gamma-tags.ts';

test('an event has the texts that strict clients demand: pictures, and since when', () => {
  const { venue } = new LocalBench();
  const shelf = new EventShelf(venue.markets);
  const since = { createdAt: '2026-04-13T12:00:00.000000Z' };
  const noPicture = { image: '', icon: '' };
  expect(shelf.groups.map((group) => gammaEvent(group, venue.now()))).toMatchObject([
    { ...noPicture, series: [since], tags: [since, since], markets: [noPicture] },
  ]);
  expect([...shelf.tags.values()].map(tagRow)).toMatchObject([since, since]);
  expect(shelf.series.map(seriesRow)).toMatchObject([since]);
});
