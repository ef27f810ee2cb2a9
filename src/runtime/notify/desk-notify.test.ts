import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { TelegramServer } from '../../../test/support/telegram-server.ts';
import { SystemClock } from '../../net/system-clock.ts';
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
