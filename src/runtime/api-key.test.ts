import { expect, test } from 'vitest';
import { apiKeyFrom } from './api-key.ts';

const whole = {
  POLYDESK_API_KEY: 'an-id',
  POLYDESK_API_SECRET: 'c2VjcmV0',
  POLYDESK_API_PASSPHRASE: 'open sesame',
};

test('an API key is all of its three parts', () => {
  const read = apiKeyFrom(whole);
  if (!read.ok || read.value === undefined) throw new Error('there is one');
  const { key, secret, passphrase } = read.value;
  expect([key, secret.reveal(), passphrase.reveal()]).toEqual(Object.values(whole));
});

test('without any of them there is none, and empty ones are none', () => {
  expect(apiKeyFrom({ PATH: '/bin' })).toEqual({ ok: true, value: undefined });
  expect(apiKeyFrom({ POLYDESK_API_KEY: '' })).toEqual({ ok: true, value: undefined });
});

test('a part of one is refused by the names of what is there and what is missing', () => {
  const { POLYDESK_API_SECRET, ...rest } = whole;
  expect(apiKeyFrom(rest)).toMatchObject({
    code: 'incomplete_api_key',
    message:
      'POLYDESK_API_KEY and POLYDESK_API_PASSPHRASE are set, POLYDESK_API_SECRET not: ' +
      'an API key has all three',
  });
  expect(apiKeyFrom({ POLYDESK_API_SECRET })).toMatchObject({
    message: expect.stringMatching(/^POLYDESK_API_SECRET is set, .*KEY and .*PASSPHRASE not/),
  });
});

test('nothing that is refused is repeated', () => {
  const hidden = { ...whole, POLYDESK_API_SECRET: 'not base64 at all' };
  const refused = apiKeyFrom(hidden);
  expect(refused).toMatchObject({ code: 'bad_api_secret' });
  expect(JSON.stringify(refused)).not.toMatch(/not base64 at all|open sesame|an-id/);
});
