// A desk on paper that trades over real sockets, and whoever looks at it by its control server.

import { expect, onTestFinished, test } from 'vitest';
import type { DeskFile } from '../../src/runtime/desk/desk-file.ts';
import { type Followed, followDesk } from '../../src/runtime/desk/follow-desk.ts';
import type { MarketDocument } from '../../src/screen/market-document.ts';
import { askControl, firstLines } from '../support/ask-control.ts';
import { eventually } from '../support/eventually.ts';
import { watchedDesk } from '../support/watched-desk.ts';

test('whoever follows a desk sees its markets, orders, fills and news as they are', async () => {
  const desk = await watchedDesk();
  const { state } = desk.paper.session.session.engine;
  const follower = follow(desk.file);
  await eventually(() => state.newestFill >= 3 && (follower.latest?.document.desk.fills ?? 0) >= 3);
  const { document } = follower.latest as Followed;
  const [slug] = Object.keys(document.markets);
  expect(document.desk).toMatchObject({ mode: 'paper', provenance: 'simulated', venue: null });
  expect(document.markets[slug as string]).toMatchObject({ isTrusted: true, asset: 'btc' });
  expect(document.strategies.random).toMatchObject({ state: 'running' });
  expect(Object.values(document.orders).some(({ filled }) => filled > 0)).toBe(true);
  expect(document.news.map(({ kind }) => kind)).toContain('fill');
  expect(document.limits.maxExposure?.most).toBeGreaterThan(0);
  expect(document.health.recorder).toMatchObject({ isWell: true });
  // What the changes made of the snapshot is what a later snapshot says.
  const [whole] = (await firstLines(desk.file, '/feed', 1)) as [Followed];
  await eventually(() => (follower.latest?.seq ?? 0) >= whole.seq);
  expect(Object.keys(document.markets)).toEqual(Object.keys(whole.document.markets));
  expect(follower.errors).toEqual([]);
}, 20_000);

test('a market closely: its ladder, and the way its price went', async () => {
  const desk = await watchedDesk();
  const { state } = desk.paper.session.session.engine;
  await eventually(() => state.newestFill >= 1);
  const slug = state.markets.find((_, i) => state.books[i]?.bestBid !== undefined)?.slug ?? '';
  const [document] = (await firstLines(desk.file, `/feed/market?slug=${slug}`, 1)) as [
    MarketDocument,
  ];
  expect(document).toMatchObject({ market: slug, isTrusted: true });
  expect(document.bids[0]?.price).toBeLessThan(document.asks[0]?.price ?? 0);
  expect(document.asks[0]?.size).toBeGreaterThan(0);
  desk.screens.sample();
  const path = await askControl(desk.file, `/feed/path?slug=${slug}`);
  expect(path.body).toMatchObject([{ probability: expect.any(Number) }]);
  expect((await askControl(desk.file, '/feed/path?slug=none')).status).toBe(404);
  await eventually(() => {
    desk.screens.sample();
    return (desk.screens.opinionsOfMarket(slug) ?? []).length > 0;
  });
  const thought = await askControl(desk.file, `/feed/opinions?slug=${slug}`);
  expect(thought.body).toMatchObject([{ strategy: 'random', code: 'by_chance' }]);
  expect((await askControl(desk.file, '/feed/opinions?slug=none')).status).toBe(404);
  expect((await askControl(desk.file, '/feed/market?slug=none')).status).toBe(404);
}, 20_000);

test('looking at a desk changes none of its decisions', async () => {
  const desk = await watchedDesk();
  const { state } = desk.paper.session.session.engine;
  const follower = follow(desk.file);
  const slug = () => state.markets[0]?.slug ?? '';
  await eventually(() => state.newestFill >= 1);
  await firstLines(desk.file, `/feed/market?slug=${slug()}`, 3);
  await eventually(() => state.newestFill >= 4);
  const end = await desk.stop();
  expect(end).toMatchObject({ isRepeated: true });
  expect(follower.errors).toEqual([]);
}, 20_000);

test('a few may listen; the next is told to come later', async () => {
  const desk = await watchedDesk();
  const followers = Array.from({ length: 4 }, () => follow(desk.file));
  await eventually(() => followers.every(({ latest }) => latest !== undefined));
  expect((await askControl(desk.file, '/feed')).status).toBe(429);
  followers[0]?.leave();
  let status = 429;
  while (status === 429) ({ status } = await askControl(desk.file, '/feed'));
  expect(status).toBe(200);
}, 20_000);

function follow(file: DeskFile) {
  const leaving = new AbortController();
  const follower: { latest: Followed | undefined; errors: unknown[]; leave: () => void } = {
    latest: undefined,
    errors: [],
    leave: () => leaving.abort(),
  };
  onTestFinished(() => leaving.abort());
  void (async () => {
    try {
      for await (const one of followDesk(file, leaving.signal)) follower.latest = one;
    } catch (error) {
      if (!leaving.signal.aborted) follower.errors.push(error);
    }
  })();
  return follower;
}
