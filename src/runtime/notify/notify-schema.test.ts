import { expect, test } from 'vitest';
import { checkConfig } from '../config-schema.ts';

const notify = (given: unknown) => {
  const checked = checkConfig({ notify: given });
  return checked.ok ? checked.value.notify : checked.message;
};

test('what is left out is told everything, and never at a time of day', () => {
  expect(notify({ telegram: { users: [7] }, webhooks: [{ urlFrom: 'HOOK' }] })).toEqual({
    telegram: {
      ...{ users: [7], group: undefined, api: undefined, tokenFile: undefined },
      ...{ kinds: undefined, level: 'info' },
    },
    webhooks: [...[{ url: undefined, urlFrom: 'HOOK', secretFrom: undefined }]].map((one) => ({
      ...one,
      kinds: undefined,
      level: 'info',
    })),
    dailyAt: undefined,
  });
  expect(notify({ dailyAt: '07:30' })).toMatchObject({ dailyAt: 27_000_000_000, webhooks: [] });
  expect(notify(undefined)).toBeUndefined();
});

test.each<[unknown, string]>([
  [{ telegram: { users: [] } }, 'notify.telegram.users: name at least one user'],
  [{ telegram: { users: ['7'] } }, 'notify.telegram.users[0]: expected the number of a Telegram'],
  [{ telegram: { user: [7] } }, 'unknown key "user"'],
  [{ telegram: { users: [7], token: 'x' } }, 'notify.telegram: unknown key "token"'],
  [{ telegram: { users: [7], group: 5 } }, 'notify.telegram.group: numbers of groups are below 0'],
  [{ telegram: { users: [7], kinds: ['fils'] } }, 'notify.telegram.kinds[0]: '],
  [{ webhooks: [{}] }, 'notify.webhooks[0]: give either url, or urlFrom'],
  [
    { webhooks: [{ urlFrom: 'A-B' }] },
    'notify.webhooks[0].urlFrom: expected the name of a variable',
  ],
  [{ dailyAt: '24:00' }, "notify.dailyAt: expected a time of day, UTC, e.g. '07:30'"],
])('%j is refused with its place in the file', (given, message) => {
  expect(notify(given)).toContain(message);
});

test('a token where its file should be named is refused, and not repeated', () => {
  const token = '123456:AAF-very_secret-token';
  for (const tokenFile of [token, ` ${token}\n`, '']) {
    const told = notify({ telegram: { users: [7], tokenFile } });
    expect(told).toMatch(/^notify\.telegram\.tokenFile: expected the name of a file/);
    expect(told).not.toContain('AAF');
  }
  expect(notify({ telegram: { users: [7], tokenFile: 'bot.token' } })).toMatchObject({
    telegram: { tokenFile: 'bot.token' },
  });
});

test('an address that anybody on the way can read is refused, and not repeated', () => {
  for (const url of [
    'http://example.com/s3cret',
    'ftp://x/s3cret',
    'http://127.0.0.1.evil.org/s3cret',
  ]) {
    expect(notify({ webhooks: [{ url }] })).toMatch(
      /^notify\.webhooks\[0\]\.url: expected an address/,
    );
    expect(notify({ webhooks: [{ url }] })).not.toContain('s3cret');
  }
  for (const url of ['https://example.com/x', 'http://127.0.0.1:80/x', 'http://[::1]/x']) {
    expect(notify({ webhooks: [{ url }] })).toMatchObject({ webhooks: [{ url }] });
  }
});
