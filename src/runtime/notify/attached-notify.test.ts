// A process of its own that tells the alerts of desks, one after the other.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { TelegramServer } from '../../../test/support/telegram-server.ts';
import { watchedDesk } from '../../../test/support/watched-desk.ts';
import { announceDesk, forgetDesk } from '../desk/desk-file.ts';
import { AttachedNotify } from './attached-notify.ts';

test('whoever was taken off the list is not heard of the next desk either', async () => {
  const telegram = await TelegramServer.open();
  onTestFinished(() => telegram.close());
  const desk = await watchedDesk();
  const configPath = join(desk.root, 'polydesk.config.ts');
  const of = (users: readonly number[]) => ({ users, api: telegram.base });
  writeFileSync(configPath, `export default ${JSON.stringify({ notify: { telegram: of([7]) } })};`);
  process.env.POLYDESK_TELEGRAM_TOKEN = telegram.token;
  onTestFinished(() => void delete process.env.POLYDESK_TELEGRAM_TOKEN);
  const there = { ...of([7, 8]), group: undefined, tokenFile: undefined };
  const told: string[] = [];
  const troubles: string[] = [];
  const attached = new AttachedNotify({
    settings: {
      telegram: { ...there, level: 'info', kinds: undefined },
      ...{ webhooks: [], dailyAt: undefined },
    },
    ...{ configPath, desksFolder: desk.folder, root: desk.root, name: undefined },
    onTrouble: (text) => troubles.push(text),
    onDesk: ({ name }) => told.push(name),
  });
  onTestFinished(async () => void (await attached.close()));
  await eventually(() => telegram.textsIn(8).some((text) => text.includes('paper runs')));
  telegram.write(7, '/reload');
  await eventually(() => telegram.textsIn(7).some((text) => text.includes('1 user of Telegram')));
  await forgetDesk(desk.file, desk.folder);
  const next = { ...desk.file, name: 'next', startedAt: desk.file.startedAt + 1 };
  const forget = await announceDesk(next, desk.folder);
  onTestFinished(forget);
  await eventually(() => told.includes('next'));
  const before = telegram.textsIn(8).length;
  telegram.write(8, '/status');
  await eventually(() => troubles.length > 0 || telegram.textsIn(8).length > before);
  expect(troubles).toEqual(['Telegram user 8 is not on the list, and gets no answer']);
  expect(telegram.textsIn(8)).toHaveLength(before);
}, 60_000);
