import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { aDeskDocument } from '../../../test/support/a-desk-document.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { HttpServer } from '../../../test/support/http-server.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { TelegramServer } from '../../../test/support/telegram-server.ts';
import { SystemClock } from '../../net/system-clock.ts';
import { announceDesk } from '../desk/desk-file.ts';
import { DeskNotify } from './desk-notify.ts';

const USERS = [11, 12];

test('two that have it read anew at once leave one bot, which ends with the desk', async () => {
  const server = await TelegramServer.open();
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-notify-'));
  onTestFinished(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  const telegram = { users: USERS, api: server.base };
  const configPath = join(folder, 'polydesk.config.ts');
  writeFileSync(configPath, `export default ${JSON.stringify({ notify: { telegram } })};\n`);
  const told = { level: 'info', kinds: undefined } as const;
  const settings = {
    telegram: { ...telegram, ...told, group: undefined, tokenFile: undefined },
    webhooks: [],
  };
  for (const user of USERS) server.write(user, '/reload');
  const notify = DeskNotify.begin(
    {
      ...{ settings: { ...settings, dailyAt: undefined }, configPath, since: 0 },
      ...{ desk: { name: 'none', pid: 0 }, desksFolder: folder, root: folder },
    },
    {
      ...{ clock: new SystemClock(), random: () => 0, onTrouble: () => {} },
      environment: { POLYDESK_TELEGRAM_TOKEN: server.token },
    },
  );
  const isRead = (user: number) => server.textsIn(user).some((text) => /^Read anew/.test(text));
  await eventually(() => USERS.every(isRead));
  // Each new bot asks who it is: two were made after the first.
  await eventually(() => server.calls.filter((call) => call === 'getMe').length === 3);
  await notify.end({ isBad: false, text: 'over' });
  const calls = server.calls.length;
  server.write(11, '/status');
  await pause(100);
  expect(server.calls.slice(calls)).toEqual([]);
});

test('what a desk shows and cannot be looked at is asked for again, and counted', async () => {
  const [served, hook] = [await HttpServer.open(), await HttpServer.open()];
  onTestFinished(async () => {
    await served.close();
    await hook.close();
  });
  const folder = temporaryFolder();
  const desk = { name: 'one', pid: process.pid };
  const port = Number(new URL(served.base).port);
  await announceDesk(
    { ...desk, mode: 'paper', provenance: 'simulated', port, token: 'secret', startedAt: 1 },
    folder,
  );
  const whole = aDeskDocument();
  const risk = { ...whole.desk.risk, mode: 'killed', cause: 'drawdown' } as const;
  const killed = { ...whole, desk: { ...whole.desk, risk } };
  const shown = [whole, { ...killed, strategies: undefined }, { ...killed, news: null }, killed];
  let asked = 0;
  served.answer = () => {
    const document = shown[Math.min(asked++, shown.length - 1)];
    const told = { kind: 'snapshot', run: 'run', seq: asked, document };
    return { status: 200, body: `${JSON.stringify(told)}\n` };
  };
  hook.answer = () => ({ status: 204 });
  const troubles: string[] = [];
  const webhook = { level: 'info', kinds: undefined, urlFrom: undefined } as const;
  const url = `${hook.base}/hook`;
  const notify = DeskNotify.begin(
    {
      settings: {
        ...{ telegram: undefined, dailyAt: undefined },
        webhooks: [{ ...webhook, secretFrom: undefined, url }],
      },
      ...{ configPath: undefined, since: 0, desk, desksFolder: folder, root: folder },
    },
    {
      ...{ clock: new SystemClock(), random: () => 0, environment: {} },
      onTrouble: (text) => troubles.push(text),
    },
  );
  const hooked = () => hook.received.map(({ body }) => body).join('');
  await eventually(() => hooked().includes('killed_drawdown'));
  await notify.end({ isBad: false, text: 'over' });
  expect(hooked().match(/killed_drawdown/g)).toHaveLength(1);
  expect(troubles).toEqual([
    expect.stringMatching(/^what the desk shows cannot be looked at .*TypeError.*tried again$/),
    expect.stringMatching(/, 2 times: what changed meanwhile is told by now$/),
  ]);
});
