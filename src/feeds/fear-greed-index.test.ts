import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { FeedDesk } from '../../test/support/feed-desk.ts';
import { HttpServer } from '../../test/support/http-server.ts';
import { NOON_MS } from '../../test/support/market-frames.ts';
import { ScriptedTransport } from '../../test/support/scripted-transport.ts';
import { fearGreedIndex } from './fear-greed-index.ts';

test('fear and greed is that of today, or of yesterday until the next comes', async () => {
  const server = await HttpServer.open();
  onTestFinished(() => server.close());
  const told = { value: '47', value_classification: 'Neutral', timestamp: String(NOON_MS / 1_000) };
  server.answer = () => ({ status: 200, body: JSON.stringify({ data: [told] }) });
  const { clock, log, outside } = new FeedDesk(new ScriptedTransport().open);
  const index = fearGreedIndex({ ...outside, restHosts: [server.base] });
  index.start();
  await clock.pass(0);
  await eventually(() => log.events.length === 1);
  expect(server.received[0]?.path).toBe('/fng/?limit=1');
  expect(index.latest?.value).toMatchObject({ value: 47, label: 'Neutral' });
  index.close();
  clock.advance(36 * 3_600_000);
  expect(index.latest?.ageMs).toBe(36 * 3_600_000);
  clock.advance(1);
  expect(index.latest).toBeUndefined();
});
