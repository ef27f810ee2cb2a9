import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TelegramServer } from '../../../test/support/telegram-server.ts';
import type { NotifySettings } from '../../runtime/notify/notify-settings.ts';
import { checkNotify } from './notify.ts';

let server: TelegramServer;
beforeEach(async () => {
  server = await TelegramServer.open();
  vi.stubEnv('POLYDESK_TELEGRAM_TOKEN', server.token);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const settings = (): NotifySettings => ({
  telegram: {
    ...{ users: [7, 8], group: undefined, api: server.base, tokenFile: undefined },
    ...{ level: 'info', kinds: undefined },
  },
  webhooks: [],
  dailyAt: undefined,
});

test('a bot that answers and may tell in every chat is well; nothing is sent', async () => {
  expect(await checkNotify(settings())).toMatchObject([
    { status: 'ok', text: '@desk_bot answers, and may tell in every chat' },
  ]);
  expect(server.sent).toEqual([]);
});

test('a chat that it may not tell in is named', async () => {
  let looks = 0;
  server.fail = (method) => {
    if (method !== 'getChat' || ++looks > 1) return undefined;
    return { status: 400, description: 'Bad Request: chat not found' };
  };
  expect(await checkNotify(settings())).toMatchObject([
    {
      status: 'fail',
      text: expect.stringMatching(/^@desk_bot may not tell in [78] \(.*not found\)$/),
    },
  ]);
});

test('a token that Telegram does not know, or that is missing, is told without it', async () => {
  vi.stubEnv('POLYDESK_TELEGRAM_TOKEN', '999:another-secret');
  const unknown = await checkNotify(settings());
  expect(unknown).toMatchObject([{ status: 'fail', text: 'Telegram answers 401: Unauthorized' }]);
  expect(JSON.stringify(unknown)).not.toContain('another-secret');
  vi.stubEnv('POLYDESK_TELEGRAM_TOKEN', '');
  expect(await checkNotify(settings())).toMatchObject([
    { status: 'fail', text: expect.stringContaining('POLYDESK_TELEGRAM_TOKEN is not set') },
  ]);
});

test('where nothing is configured nothing is looked at', async () => {
  expect(await checkNotify(undefined)).toEqual([]);
  expect(await checkNotify({ telegram: undefined, webhooks: [], dailyAt: undefined })).toEqual([]);
});
