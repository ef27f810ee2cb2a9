import { expect, test } from 'vitest';
import { aDashboard, NO_WORKSHOP, TOKEN } from '../../../../test/support/told-desk.ts';
import { ok, refuse } from '../../../domain/result.ts';
import type { Settings } from '../workshop.ts';

const VALUES = { limits: { maxOrderSize: '50', drawdown: { kill: '0.2' } } };

class ToldSettings implements Settings {
  readonly said: unknown[] = [];

  told() {
    return Promise.resolve(ok({ newest: undefined, versions: [], fields: [] }));
  }

  check(values: unknown) {
    if (JSON.stringify(values) === '{}') {
      return Promise.resolve(refuse('config_invalid', 'limits.maxOrderSize: no'));
    }
    return Promise.resolve(ok([{ path: 'capital', before: null, after: '1' }]));
  }

  set(...said: unknown[]) {
    this.said.push(said);
    return Promise.resolve(ok(5));
  }

  rollBack(...said: unknown[]) {
    this.said.push(said);
    return Promise.resolve(ok(6));
  }
}

async function aForm() {
  const settings = new ToldSettings();
  const found = await aDashboard({ workshop: { ...NO_WORKSHOP, settings } });
  await found.visitor.signIn();
  return { ...found, settings };
}

test('are looked at and tried by whoever looks', async () => {
  const { visitor } = await aForm();
  const told = await visitor.ask('GET', '/api/settings');
  expect(told.body).toEqual({ newest: null, versions: [], fields: [] });
  const tried = await visitor.ask('POST', '/api/settings/check', { values: VALUES });
  const changes = [{ path: 'capital', before: null, after: '1' }];
  expect(tried.body).toEqual({ changes, fault: null });
  const bad = await visitor.ask('POST', '/api/settings/check', { values: {} });
  const fault = 'limits.maxOrderSize: no';
  expect(bad).toMatchObject({ status: 200, body: { changes: [], fault } });
});

test('are set by who has control, says the token again, and types the words', async () => {
  const { visitor, settings } = await aForm();
  const wish = { base: 4, values: VALUES, note: 'safer' };
  expect((await visitor.ask('POST', '/api/settings', wish)).status).toBe(403);
  await visitor.ask('POST', '/api/control');
  const asked = await visitor.ask('POST', '/api/settings', { ...wish, token: TOKEN });
  expect(asked.body).toMatchObject({ error: { words: 'set version 5' } });
  const words = 'set version 5';
  expect((await visitor.ask('POST', '/api/settings/words', wish)).body).toEqual({ words });
  const wrong = await visitor.ask('POST', '/api/settings', { ...wish, token: 'no', words });
  expect(wrong.status).toBe(401);
  expect(settings.said).toEqual([]);
  const set = await visitor.ask('POST', '/api/settings', { ...wish, token: TOKEN, words });
  expect(set.body).toEqual({ version: 5 });
  expect(settings.said).toEqual([[4, VALUES, 'safer']]);
});

test('are taken back likewise', async () => {
  const { visitor, settings } = await aForm();
  await visitor.ask('POST', '/api/control');
  const wish = { base: 5, to: 4, token: TOKEN, words: 'back to version 4' };
  expect((await visitor.ask('POST', '/api/settings/rollback', wish)).body).toEqual({ version: 6 });
  expect(settings.said).toEqual([[5, 4]]);
});

test('what is no setting is refused', async () => {
  const { visitor } = await aForm();
  const odd = { values: { passphrase: 'x' } };
  expect((await visitor.ask('POST', '/api/settings/check', odd)).status).toBe(400);
});
