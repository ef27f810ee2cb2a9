import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { notifySecrets } from './notify-secrets.ts';
import type { NotifySettings } from './notify-settings.ts';

const all = { level: 'info', kinds: undefined } as const;
const settings: NotifySettings = {
  telegram: { users: [7], group: undefined, api: undefined, tokenFile: undefined, ...all },
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

describe('a token in a file', () => {
  const at = (path: string): NotifySettings => {
    const telegram = { users: [7], group: undefined, api: undefined, tokenFile: path, ...all };
    return { ...settings, telegram };
  };
  const fileOf = (text: string, mode: number) => {
    const path = join(temporaryFolder(), 'bot.token');
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };

  test('is taken where its owner alone may read it, whatever the environment says', () => {
    for (const mode of [0o600, 0o400]) {
      const other = { ...good, POLYDESK_TELEGRAM_TOKEN: '999:another_token' };
      const secrets = notifySecrets(at(fileOf(`${TOKEN}\n`, mode)), other);
      expect(secrets.ok && secrets.value.token?.reveal()).toBe(TOKEN);
      expect(JSON.stringify(secrets)).not.toContain('AAF');
    }
  });

  test.each<[string, string, number, string]>([
    ['open_permissions', TOKEN, 0o640, 'may be read by others (mode 640): run "chmod 600 '],
    ['open_permissions', TOKEN, 0o604, 'may be read by others (mode 604)'],
    ['bad_token', 's3cret no token', 0o600, 'holds no token as BotFather gives them'],
    ['bad_token', 's3cret'.repeat(1_000), 0o600, 'is too long to be a token'],
  ])('%s: told by its name, never by what it holds', (code, text, mode, message) => {
    const refused = notifySecrets(at(fileOf(text, mode)), good);
    expect(refused).toMatchObject({ ok: false, code, message: expect.stringContaining(message) });
    expect(JSON.stringify(refused)).not.toMatch(/s3cret|AAF/);
  });

  test('may be read by the group in the folder that systemd gives to us alone', () => {
    const path = fileOf(TOKEN, 0o440);
    const given = { ...good, CREDENTIALS_DIRECTORY: dirname(path) };
    expect(notifySecrets(at(path), given)).toMatchObject({ ok: true });
    const beside = { ...good, CREDENTIALS_DIRECTORY: `${dirname(path)}-other` };
    expect(notifySecrets(at(path), beside)).toMatchObject({ code: 'open_permissions' });
    chmodSync(path, 0o444);
    expect(notifySecrets(at(path), given)).toMatchObject({ code: 'open_permissions' });
  });

  test('is none where there is no such file', () => {
    const path = join(temporaryFolder(), 'none');
    const refused = notifySecrets(at(path), good);
    expect(refused).toMatchObject({ code: 'no_token', message: `${path} cannot be read: ENOENT` });
  });
});

test('what is not configured needs nothing', () => {
  expect(notifySecrets({ telegram: undefined, webhooks: [], dailyAt: undefined }, {})).toEqual({
    ok: true,
    value: { token: undefined, webhooks: [] },
  });
});
