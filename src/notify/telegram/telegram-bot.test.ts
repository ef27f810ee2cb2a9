import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aDeskDocument,
  aNewsRow,
  anOrderRow,
  aStrategyRow,
} from '../../../test/support/a-desk-document.ts';
import { ADeskLine } from '../../../test/support/a-desk-line.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { TelegramServer } from '../../../test/support/telegram-server.ts';
import { ok } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';
import { SystemClock } from '../../net/system-clock.ts';
import { TelegramBot } from './telegram-bot.ts';
import { TelegramLine } from './telegram-line.ts';

const ANN = 11;
const STRANGER = 66;
const GROUP = -100;

let server: TelegramServer;
let bot: TelegramBot;
let desk: ADeskLine;
let troubles: string[];
beforeEach(async () => {
  server = await TelegramServer.open();
  desk = new ADeskLine();
  troubles = [];
});
afterEach(async () => {
  await bot.close();
  await server.close();
});

function begin(changes: { token?: string; sinceMs?: number } = {}): void {
  const clock = new SystemClock();
  const token = new Secret(changes.token ?? server.token);
  const line = new TelegramLine({ token, api: server.base, chats: [ANN, GROUP], clock });
  bot = new TelegramBot({
    ...{ line, users: [ANN], group: GROUP, desk, clock, random: () => 0, pick: () => 0 },
    since: (changes.sinceMs ?? 0) * 1_000,
    onTrouble: (text) => troubles.push(text),
  });
  bot.start();
}

test('somebody on the list is answered; anybody else gets silence, and is counted', async () => {
  begin();
  for (let i = 0; i < 5; i++) server.write(STRANGER, '/kill');
  server.write(ANN, '/status');
  await eventually(() => server.sent.length > 0);
  expect(server.textsIn(ANN)[0]).toMatch(/SIMULATED/);
  expect(server.textsIn(STRANGER)).toEqual([]);
  expect(desk.said).toEqual([]);
  expect(bot.state).toMatchObject({ name: 'desk_bot', refused: 5 });
  expect(troubles).toEqual([`Telegram user ${STRANGER} is not on the list, and gets no answer`]);
});

test.each<[words: string, answer: RegExp, said: readonly string[]]>([
  ['/status', /^paper, SIMULATED, trading/, []],
  ['/profit', /^SIMULATED\ntoday:\n.*\nalpha +\+5\.00/, []],
  ['/profit 7d', /^SIMULATED\n7d:\n/, []],
  ['/profit 30d', /^SIMULATED\n30d:\n/, []],
  ['/profit all', /^SIMULATED\nall:\n/, []],
  ['/positions', /^SIMULATED\nmarket .*\nbtc-up +Up +10 +4\.00 +0\.5/, []],
  ['/orders', /^SIMULATED\nmarket .*\nbtc-up +buy Up +0\.5000 +0\/10 +accepted +alpha/, []],
  ['/trades 2', /^fill 0\nfill 1$/, []],
  ['/strategies', /^SIMULATED\nstrategy .*\nalpha +running/, []],
  ['/logs', /taker: buy \(alpha btc-up\)$/, []],
  ['/help', /^\/status: how the desk is doing\n/, []],
  ['/start', /^\/status: how the desk is doing\n/, []],
  ['/pause', /^SIMULATED: pause: done$/, ['pause']],
  ['/pause alpha', /^SIMULATED: pause: done$/, ['pause']],
  ['/size alpha 50%', /^SIMULATED: size: done$/, ['size']],
  ['/stop', /^SIMULATED: stop: done$/, ['stop']],
  ['/kill', /^SIMULATED: kill: done$/, ['kill']],
  ['/reload', /^read anew$/, []],
])('%s is answered over the Bot API', async (words, answer, said) => {
  const order = anOrderRow();
  const about = { settled: 0, cost: 4_000_000, mark: 500_000, isAwaiting: false };
  const position = { market: 'btc-up', outcome: 0, label: 'Up', shares: 10_000_000, ...about };
  desk.document = aDeskDocument({
    ...{ orders: { 1: order }, positions: { 'btc-up/0': position as never } },
    news: [aNewsRow()],
  });
  begin();
  server.write(ANN, words);
  await eventually(() => server.sent.length > 0);
  expect(server.textsIn(ANN)).toEqual([expect.stringMatching(answer)]);
  expect(desk.said.map(({ kind }) => kind)).toEqual(said);
});

test.each([
  ['/resume', 'resume'],
  ['/resume alpha', 'resume'],
  ['/size alpha 80%', 'size'],
])('%s raises risk: it is done when its code is repeated over the Bot API', async (words, kind) => {
  const half = aStrategyRow({ part: 500_000 });
  desk.document = aDeskDocument({ strategies: { alpha: half } });
  begin();
  server.write(ANN, words);
  await eventually(() => server.sent.length > 0);
  expect(desk.said).toEqual([]);
  const [, code = ''] = /this code within 60 s: (\w{6})$/.exec(server.textsIn(ANN)[0] ?? '') ?? [];
  server.write(ANN, code);
  await eventually(() => server.sent.length > 1);
  expect(server.textsIn(ANN)[1]).toBe(`SIMULATED: ${kind}: done`);
  expect(desk.said).toMatchObject([{ kind }]);
});

test('in a group only the named one is a place, and only who is on the list is heard', async () => {
  begin();
  server.write(ANN, '/kill', { chat: -999, type: 'supergroup' });
  server.write(STRANGER, '/kill', { chat: GROUP, type: 'supergroup' });
  server.write(ANN, '/kill@other_bot', { chat: GROUP, type: 'supergroup' });
  server.write(ANN, '/pause@Desk_Bot', { chat: GROUP, type: 'supergroup' });
  await eventually(() => server.sent.length > 0);
  expect(desk.said).toEqual([{ kind: 'pause', strategy: undefined }]);
  expect(server.textsIn(GROUP)).toEqual(['SIMULATED: pause: done']);
});

test('a kill waits for nothing that was asked before it', async () => {
  const held: (() => void)[] = [];
  desk.answer = (word) =>
    word.kind === 'kill'
      ? ok('killed')
      : new Promise((resolve) => held.push(() => resolve(ok(word.kind))));
  begin();
  server.write(ANN, '/pause');
  server.write(ANN, '/status');
  server.write(ANN, '/kill');
  await eventually(() => server.textsIn(ANN).includes('SIMULATED: killed'));
  expect(server.textsIn(ANN)).toEqual(['SIMULATED: killed']);
  for (const release of held) release();
  await eventually(() => server.sent.length === 3);
});

test('what an older program was written is not done', async () => {
  const sinceMs = Date.now();
  begin({ sinceMs });
  server.write(ANN, '/kill', { dateS: Math.floor(sinceMs / 1_000) - 1 });
  await eventually(() => server.sent.length > 0);
  expect(server.textsIn(ANN)[0]).toMatch(/before the desk ran/);
  expect(desk.said).toEqual([]);
});

test('a cut line and a server that fails are tried again; nothing is heard twice', async () => {
  const failures = [{ status: 502 }, 'cut', { status: 500 }] as const;
  let next = 0;
  server.fail = (method) => (method === 'getUpdates' ? failures[next++] : undefined);
  begin();
  server.write(ANN, '/pause');
  await eventually(() => server.sent.length > 0);
  server.write(ANN, '/stop');
  await eventually(() => server.sent.length > 1);
  expect(desk.said.map(({ kind }) => kind)).toEqual(['pause', 'stop']);
  expect(troubles).toEqual(['Telegram bot: Telegram answers 502: failed']);
  expect(bot.state.trouble).toBeUndefined();
});

test('a token that is not good is told without it, and not tried at once', async () => {
  begin({ token: '999:wrong-secret' });
  await eventually(() => troubles.length > 0);
  expect(troubles).toEqual(['Telegram bot: Telegram answers 401: Unauthorized']);
  expect(server.calls).toEqual(['getMe']);
});

test('what was heard is not heard again by the next bot', async () => {
  begin();
  server.write(ANN, '/pause');
  await eventually(() => server.sent.length > 0);
  await bot.close();
  begin();
  server.write(ANN, '/stop');
  await eventually(() => server.sent.length > 1);
  expect(desk.said.map(({ kind }) => kind)).toEqual(['pause', 'stop']);
});
