// Alerts outlive who tells them: a thread that dies, a desk that ends, a process that is killed.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { HttpServer, type ScriptedAnswer } from '../../../test/support/http-server.ts';
import { TelegramServer } from '../../../test/support/telegram-server.ts';
import { watchedDesk } from '../../../test/support/watched-desk.ts';
import { SystemClock } from '../../net/system-clock.ts';
import { operate } from '../desk/operate.ts';
import { DeskNotify } from './desk-notify.ts';
import { NotifyBehind } from './notify-behind.ts';
import type { NotifyStart } from './notify-messages.ts';

type Arrived = { readonly id: string; readonly kind: string; readonly code: string };

/** A webhook: what it has taken, and what it was sent at all. */
async function aHook() {
  const server = await HttpServer.open();
  onTestFinished(() => server.close());
  const taken: Arrived[] = [];
  const hook = { server, taken, answer: (): ScriptedAnswer => ({ status: 204 }) };
  server.answer = ({ body }) => {
    const answer = hook.answer();
    const isTaken = typeof answer === 'object' && answer.status === 204;
    if (isTaken) taken.push(...(JSON.parse(body) as { alerts: Arrived[] }).alerts);
    return answer;
  };
  return hook;
}

/** A desk that is told of by a thread, at a webhook. */
async function toldDesk(hook: Awaited<ReturnType<typeof aHook>>) {
  const desk = await watchedDesk();
  const told = { level: 'info', kinds: undefined, urlFrom: undefined } as const;
  const webhook = { ...told, secretFrom: undefined, url: `${hook.server.base}/hook` };
  const alarms: string[] = [];
  const start: NotifyStart = {
    settings: { telegram: undefined, webhooks: [webhook], dailyAt: undefined },
    ...{ configPath: undefined, desk: desk.file, desksFolder: desk.folder, root: desk.root },
    since: 0,
  };
  const begin = () =>
    new NotifyBehind({
      start,
      // A thread that has failed begins anew at the least wait.
      ...{ clock: new SystemClock(), random: () => 0 },
      onAlarm: ({ message }) => alarms.push(message),
    });
  return { desk, start, begin, alarms };
}

const END = { isBad: false, text: 'it has ended' };
const count = (codes: readonly string[], code: string) =>
  codes.filter((one) => one === code).length;

test('a thread that is killed while nobody takes alerts loses none and repeats none', async () => {
  const hook = await aHook();
  const { desk, begin, alarms } = await toldDesk(hook);
  const alerts = begin();
  await eventually(() => hook.taken.some(({ code }) => code === 'begins'));
  hook.answer = () => ({ status: 503 });
  operate(desk.paper.session, { kind: 'pause', strategy: undefined });
  await eventually(() => hook.server.received.some(({ body }) => body.includes('strategy_paused')));
  alerts.die();
  await eventually(() => alarms.some((text) => text.startsWith('alerts failed')));
  // It happens while nobody looks.
  operate(desk.paper.session, { kind: 'resume', strategy: undefined });
  hook.answer = () => ({ status: 204 });
  const codes = () => hook.taken.map(({ code }) => code);
  await eventually(() => codes().includes('strategy_paused'));
  await eventually(() => codes().includes('strategy_running'));
  expect(await alerts.stop(END)).toEqual([]);
  expect(codes().at(-1)).toBe('ended');
  expect(count(codes(), 'begins')).toBe(1);
  expect(count(codes(), 'strategy_paused')).toBe(1);
  const ids = hook.taken.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(alerts.health.failures).toBe(1);
  // Nothing is left of a desk whose alerts are all told.
  expect(readdirSync(join(desk.root, 'alerts'))).toEqual([]);
}, 60_000);

test('settings that are read anew lose nothing that waits for a place that stays', async () => {
  const hook = await aHook();
  const telegram = await TelegramServer.open();
  onTestFinished(() => telegram.close());
  const { desk, start } = await toldDesk(hook);
  const told = { level: 'info', kinds: undefined } as const;
  const there = { users: [7], group: undefined, api: telegram.base, tokenFile: undefined };
  const settings = { ...start.settings, telegram: { ...there, ...told } };
  const configPath = join(desk.root, 'polydesk.config.ts');
  const notify = {
    telegram: { users: [7], api: telegram.base },
    webhooks: [{ url: `${hook.server.base}/hook` }],
  };
  writeFileSync(configPath, `export default ${JSON.stringify({ notify })};\n`);
  hook.answer = () => ({ status: 503 });
  const telling = DeskNotify.begin(
    { ...start, settings, configPath },
    {
      ...{ clock: new SystemClock(), random: () => 0, onTrouble: () => {} },
      environment: { POLYDESK_TELEGRAM_TOKEN: telegram.token },
    },
  );
  await eventually(() => hook.server.received.length > 0);
  telegram.write(7, '/reload');
  // The second bot asks who it is: the places are new then.
  await eventually(() => telegram.calls.filter((call) => call === 'getMe').length === 2);
  hook.answer = () => ({ status: 204 });
  const codes = () => hook.taken.map(({ code }) => code);
  await eventually(() => codes().includes('begins'));
  expect(await telling.end(END)).toBe(0);
  expect(count(codes(), 'begins')).toBe(1);
  expect(
    telegram
      .textsIn(7)
      .join('\n')
      .match(/paper runs/g),
  ).toHaveLength(1);
  expect(telling.tally).toMatchObject({ refused: 0, dropped: 0, waiting: 0 });
}, 60_000);
