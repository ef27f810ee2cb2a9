import { expect, test } from 'vitest';
import { notifySecrets } from './notify-secrets.ts';
import type { NotifySettings } from './notify-settings.ts';

const all = { level: 'info', kinds: undefined } as const;
const settings: NotifySettings = {
  telegram: { users: [7], group: undefined, api: undefined, ...all },
  webhooks: [{ url: undefined, urlFrom: 'HOOK', secretFrom: 'KEY', ...all }],
  dailyAt: undefined,
};
const TOKEN = '123456:AAF-secret_token';
const good = { POLYDESK_TELEGRAM_TOKEN: TOKEN, HOOK: 'https://example.com/x', KEY: 's3cret' };

test('secrets come out of the environment, and print as none', () => {
  const secrets = notifySecrets(settings, good);
  expect(secrets.ok && secrets.value.token?.reveal()).toBe(TOKEN);
  expect(secrets.ok && secrets.value.webhooks[0]?.url.reveal()).toBe(good.HOOK);
  for (const text of Object.values(good)) expect(JSON.stringify(secrets)).not.toContain(text);
});

test.each<[string, Record<string, string>, string]>([
  ['no_token', { POLYDESK_TELEGRAM_TOKEN: ' ' }, 'POLYDESK_TELEGRAM_TOKEN is not set'],
  ['bad_token', { POLYDESK_TELEGRAM_TOKEN: 's3cret no token' }, 'holds no token as BotFather'],
  ['no_address', { HOOK: '' }, 'notify.webhooks[0].urlFrom: HOOK is not set'],
  ['bad_address', { HOOK: 'http://example.com/s3cret' }, 'notify.webhooks[0].urlFrom: HOOK holds'],
  ['no_secret', { KEY: '' }, 'notify.webhooks[0].secretFrom: KEY is not set'],
])('%s: told by the name of the variable, never by what it holds', (code, changes, message) => {
  const refused = notifySecrets(settings, { ...good, ...changes });
  expect(refused).toMatchObject({ ok: false, code, message: expect.stringContaining(message) });
  expect(JSON.stringify(refused)).not.toContain('s3cret');
});

test('what is not configured needs nothing', () => {
  expect(notifySecrets({ telegram: undefined, webhooks: [], dailyAt: undefined }, {})).toEqual({
    ok: true,
    value: { token: undefined, webhooks: [] },
  });
});
