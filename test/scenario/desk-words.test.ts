// An operator's words to a desk on paper: what they do, and that its run is repeated with them.

import { expect, test } from 'vitest';
import { askControl } from '../support/ask-control.ts';
import { eventually } from '../support/eventually.ts';
import { replayOf } from '../support/replayed.ts';
import { watchedDesk } from '../support/watched-desk.ts';

const post = (desk: { file: Parameters<typeof askControl>[0] }, path: string) =>
  askControl(desk.file, path, 'POST');

test('a desk that was paused, sized and canceled decides in a replay as it did', async () => {
  const desk = await watchedDesk();
  const { state } = desk.paper.session.session.engine;
  await eventually(() => state.newestFill >= 1);
  const paused = await post(desk, '/pause?strategy=random');
  expect(paused.body).toMatchObject({ raisesRisk: false, changed: [{ after: 'paused' }] });
  const before = state.newestFill;
  const slug = state.markets[0]?.slug;
  expect((await post(desk, `/cancel?market=${slug}`)).status).toBe(200);
  expect((await post(desk, '/cancel')).status).toBe(200);
  expect((await post(desk, '/size?strategy=random&part=10000')).status).toBe(200);
  expect((await post(desk, '/size?strategy=random&part=900000')).body).toMatchObject({
    raisesRisk: true,
  });
  const resumed = await post(desk, '/resume');
  expect(resumed.body).toMatchObject({ raisesRisk: true });
  await eventually(() => state.newestFill >= before + 2);
  const end = await desk.stop();
  expect(end).toMatchObject({ isRepeated: true });
  expect(end?.record.journal.filter(({ kind }) => kind === 'Operated')).toHaveLength(6);
  const { replayed } = await replayOf(desk.paper.journalPath);
  expect(replayed).toMatchObject({ isSame: true, difference: undefined });
}, 30_000);

test('a kill on paper proves zero open orders by the exchange; nothing is sent after', async () => {
  const desk = await watchedDesk('join-best', { size: '8', maxPosition: '400' });
  const { engine, exchange } = desk.paper.session.session;
  await eventually(() => exchange.openOrders.length > 0);
  const killed = await post(desk, '/kill');
  expect(killed.body).toMatchObject({ isProven: true, open: [], unresolved: [], troubles: [] });
  expect(exchange.openOrders).toEqual([]);
  expect(engine.state.account.openOrders).toBe(0);
  await eventually(() => desk.stops() === 1);
  // Whoever wishes after a kill is denied.
  const end = await desk.stop();
  const entries = end?.record.journal ?? [];
  const stop = entries.findIndex((one) => one.kind === 'Operated' && one.command.kind === 'Stop');
  expect(entries.slice(stop).some(({ kind }) => kind === 'Submitted')).toBe(false);
  expect(end).toMatchObject({ isRepeated: true });
}, 30_000);
