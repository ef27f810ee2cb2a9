import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { LocalBench } from '../../../test/support/local-venue.ts';
import { installGamma } from './gamma-routes.ts';

function stage() {
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  installGamma(app, new LocalBench().venue);
  const ask = async (path: string, payload?: string) => {
    const headers = { 'content-type': 'application/json' };
    const sent = payload === undefined ? {} : ({ method: 'POST', headers, payload } as const);
    const { statusCode, body } = await app.inject({ url: `/gamma${path}`, ...sent });
    return statusCode === 200 ? JSON.parse(body) : statusCode;
  };
  return { ask };
}

test.each([
  ['/series?recurrence=5m', 1],
  ['/series?recurrence=daily', 0],
  ['/series?closed=false', 1],
  ['/series?closed=true', 0],
  ['/events?recurrence=5m', 1],
  ['/events?recurrence=15m', 0],
  ['/events?event_date=2026-04-13', 0],
  ['/markets?decimalized=true', 0],
  ['/markets?decimalized=false', 1],
  ['/markets?combo_status=disabled', 1],
  ['/markets?combo_status=enabled', 0],
  ['/markets?position_ids=7', 0],
  ['/tags?is_carousel=true', 0],
  ['/tags?is_carousel=false', 2],
  ['/events/results', 0],
  ['/events/creators', 0],
])('%s tells %i', async (path, count) => {
  expect(await stage().ask(path)).toHaveLength(count);
});

test.each([
  ['q=bitcoin&events_tag=crypto', 1],
  ['q=bitcoin&events_tag=sports', 0],
  ['q=bitcoin&exclude_tag_id=21', 0],
  ['q=bitcoin&exclude_tag_id=7', 1],
  ['q=bitcoin&recurrence=5m', 1],
  ['q=bitcoin&recurrence=hourly', 0],
])('the search for %s finds %i', async (asked, count) => {
  const { events, pagination } = await stage().ask(`/public-search?${asked}`);
  expect(events).toHaveLength(count);
  expect(pagination.totalResults).toBe(count);
});

test('a series has a summary, which names no games, and no comments', async () => {
  const { ask } = stage();
  const slug = 'btc-up-or-down-5m';
  const summary = { id: '10192', title: 'BTC Up or Down 5m', slug, eventDates: [], eventWeeks: [] };
  expect(await ask('/series-summary/10192')).toEqual(summary);
  expect(await ask(`/series-summary/slug/${slug}`)).toEqual(summary);
  expect(await ask('/series/10192/comments/count')).toEqual({ count: 0 });
  expect(await ask('/series/10192')).toMatchObject({ recurrence: '5m' });
});

test('an event counts what is written of it: nothing', async () => {
  const { ask } = stage();
  expect(await ask('/events/35001/comments/count')).toEqual({ count: 0 });
  expect(await ask('/events/35001/tweet-count')).toEqual({ tweetCount: 0 });
});

test('a market is told by its description and by an abridged list, too', async () => {
  const { ask } = stage();
  const market = await ask('/markets/90001');
  expect(await ask('/markets/90001/description')).toEqual(market);
  expect(await ask('/markets/abridged', '{"id": [90001]}')).toEqual([market]);
  expect(await ask('/markets/abridged?offset=1&limit=5', '{"id": [90001]}')).toEqual([]);
  expect(await ask('/markets/information?offset=2001', '{}')).toBe(422);
});

test.each([
  '/series-summary/7',
  '/series-summary/slug/nba',
  '/series/7/comments/count',
  '/events/7/comments/count',
  '/events/7/tweet-count',
  '/markets/7/description',
])('%s is not found', async (path) => {
  expect(await stage().ask(path)).toBe(404);
});
