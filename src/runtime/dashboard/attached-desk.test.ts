import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { aDocument } from '../../../test/support/told-desk.ts';
import { SystemClock } from '../../net/system-clock.ts';
import type { FeedMessage } from '../../screen/document-change.ts';
import type { DeskFile } from '../desk/desk-file.ts';
import { AttachedDesk } from './attached-desk.ts';

/** A control server that says what the test says. */
async function aControl() {
  const asked: string[] = [];
  const streams: ServerResponse[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    if (request.url === '/feed/equity') response.end('[{"at":1}]');
    else if (/^\/feed\/(path|opinions)\?/.test(request.url ?? '')) {
      response.writeHead(404).end('{"error":"no such market is known"}');
    } else if (request.url?.startsWith('/feed')) streams.push(response);
    else if (request.url === '/paper') response.writeHead(409).end('{"error":"not live"}');
    else response.end('{"paused":["random"]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const say = (message: object) => streams.at(-1)?.write(`${JSON.stringify(message)}\n`);
  return { asked, streams, say, file: { name: 'demo-1', port, token: 'key' } as DeskFile };
}

function attached(find: () => DeskFile | undefined) {
  const link = new AttachedDesk({
    find: async () => find(),
    clock: new SystemClock(),
    random: () => 0,
  });
  onTestFinished(() => link.close());
  const told: FeedMessage[] = [];
  let isAway = 0;
  const hear = (takes = () => true) =>
    link.listen({
      onMessage: (message) => {
        told.push(message);
        return takes();
      },
      onAway: () => {
        isAway++;
      },
    });
  return { link, told, hear, away: () => isAway };
}

const snapshot = (seq: number) => ({ kind: 'snapshot', run: 'a', seq, document: aDocument() });

test('a desk is listened to, and looked for again when it goes away', async () => {
  const [first, second] = [await aControl(), await aControl()];
  let file: DeskFile | undefined;
  const { link, told, hear, away } = attached(() => file);
  hear();
  file = first.file;
  await eventually(() => first.streams.length === 1);
  expect(first.asked).toEqual(['GET /feed?every=2000 Bearer key']);
  first.say(snapshot(1));
  await eventually(() => told.length === 1);
  expect(link.desk).toBe(first.file);
  file = second.file;
  first.streams[0]?.end();
  await eventually(() => second.streams.length === 1);
  expect(away()).toBe(1);
  second.say(snapshot(7));
  await eventually(() => told.length === 2);
  expect(link.desk).toBe(second.file);
});

test('what does not follow is given up for a fresh beginning', async () => {
  const desk = await aControl();
  const { told, hear } = attached(() => desk.file);
  hear(() => told.length !== 1);
  await eventually(() => desk.streams.length === 1);
  desk.say(snapshot(1));
  await eventually(() => desk.streams.length === 2);
  desk.say(snapshot(2));
  await eventually(() => told.length === 2);
});

test('a desk that says what is no JSON is asked again', async () => {
  const desk = await aControl();
  const { told, hear } = attached(() => desk.file);
  hear();
  await eventually(() => desk.streams.length === 1);
  desk.streams[0]?.write('nonsense\n');
  await eventually(() => desk.streams.length === 2);
  expect(told).toEqual([]);
});

test('a market is streamed until nobody wants it', async () => {
  const desk = await aControl();
  const { link } = attached(() => desk.file);
  const documents: unknown[] = [];
  const stop = link.market('btc &/up', {
    onDocument: (document) => documents.push(document),
    onAway: () => {},
  });
  await eventually(() => desk.streams.length === 1);
  expect(desk.asked).toEqual(['GET /feed/market?slug=btc%20%26%2Fup Bearer key']);
  desk.say({ market: 'btc', now: 1 });
  await eventually(() => documents.length === 1);
  let isClosed = false;
  desk.streams[0]?.once('close', () => {
    isClosed = true;
  });
  stop();
  await eventually(() => isClosed);
  expect(desk.streams).toHaveLength(1);
});

test('that what was told of a market is of an ended run is told', async () => {
  const desk = await aControl();
  const { link } = attached(() => desk.file);
  const told: string[] = [];
  link.market('btc', {
    onDocument: ({ market }) => told.push(market),
    onAway: () => told.push('away'),
  });
  await eventually(() => desk.streams.length === 1);
  desk.say({ market: 'btc' });
  await eventually(() => told.length === 1);
  desk.streams[0]?.end();
  await eventually(() => desk.streams.length === 2);
  desk.say({ market: 'btc' });
  await eventually(() => told.length === 3);
  expect(told).toEqual(['btc', 'away', 'btc']);
});

test('a desk that nobody looks at is heard slowly, and at once when somebody does', async () => {
  const desk = await aControl();
  const { link, told, hear, away } = attached(() => desk.file);
  hear();
  await eventually(() => desk.streams.length === 1);
  desk.say(snapshot(1));
  await eventually(() => told.length === 1);
  link.attend(true);
  link.attend(true);
  await eventually(() => desk.streams.length === 2);
  desk.say(snapshot(2));
  await eventually(() => told.length === 2);
  link.attend(false);
  await eventually(() => desk.streams.length === 3);
  const feeds = desk.asked.map((one) => one.split(' ')[1]);
  expect(feeds).toEqual(['/feed?every=2000', '/feed', '/feed?every=2000']);
  expect(away()).toBe(0);
});

test('what a strategy thinks is streamed, and what the desk was worth is asked', async () => {
  const desk = await aControl();
  const { link } = attached(() => desk.file);
  const documents: unknown[] = [];
  link.strategy('my own', {
    onDocument: (document) => documents.push(document),
    onAway: () => {},
  });
  await eventually(() => desk.streams.length === 1);
  desk.say({ strategy: 'my own', now: 1 });
  await eventually(() => documents.length === 1);
  expect(desk.asked).toEqual(['GET /feed/strategy?name=my%20own Bearer key']);
  expect(await link.equity()).toEqual({ ok: true, value: [{ at: 1 }] });
});

test('however many ask at once what it was worth, the desk is asked once', async () => {
  const desk = await aControl();
  const { link } = attached(() => desk.file);
  await Promise.all(Array.from({ length: 30 }, () => link.equity()));
  expect(desk.asked).toEqual(['GET /feed/equity Bearer key']);
});

test('words go to the desk as it takes them, and its refusals come back', async () => {
  const desk = await aControl();
  const { link } = attached(() => desk.file);
  const done = await link.say({ kind: 'pause', strategy: 'random' });
  expect(done).toEqual({ ok: true, value: { paused: ['random'] } });
  await link.say({ kind: 'cancel', market: undefined });
  await link.say({ kind: 'size', strategy: 'a b', part: 500_000 });
  expect(desk.asked.map((one) => one.split(' Bearer')[0])).toEqual([
    'POST /pause?strategy=random',
    'POST /cancel',
    'POST /size?strategy=a+b&part=500000',
  ]);
  expect(await link.say({ kind: 'paper' })).toMatchObject({
    code: 'desk_refuses',
    message: 'demo-1 refuses: not live',
  });
  expect(await link.path('none')).toMatchObject({ code: 'not_found' });
  expect(await link.opinions('none')).toMatchObject({ code: 'not_found' });
});

test('a word to a desk that is not there is refused, never kept for later', async () => {
  const { link } = attached(() => undefined);
  expect(await link.say({ kind: 'kill' })).toMatchObject({ code: 'desk_away' });
  const gone = { name: 'gone', port: 1, token: '' } as DeskFile;
  expect(await attached(() => gone).link.say({ kind: 'kill' })).toMatchObject({
    code: 'no_answer',
  });
});
