import { expect, test } from 'vitest';
import { aDashboard, aDocument, NO_SOURCES } from '../../../../test/support/told-desk.ts';
import { ok } from '../../../domain/result.ts';

const CONFIGURATION = {
  run: 'demo-1',
  mode: 'demo',
  began: 1,
  software: {},
  strategies: [],
  choice: {},
};

test('what is asked for reaches the sources as it was checked', async () => {
  const asked: unknown[] = [];
  const logs = async (choice: unknown) => {
    asked.push(choice);
    return ok({ rows: [], next: null });
  };
  const { visitor } = await aDashboard({ sources: { ...NO_SOURCES, logs, decisions: logs } });
  await visitor.signIn();
  const answer = await visitor.ask('GET', '/api/logs?level=warning&text=a%20b&most=7');
  expect(answer.body).toEqual({ rows: [], next: null });
  await visitor.ask('GET', '/api/orders?market=btc');
  expect(asked).toEqual([
    { level: 'warning', text: 'a b', most: 7 },
    { market: 'btc', most: 100, kind: 'order' },
  ]);
});

test('questions that make no sense are refused', async () => {
  const { visitor } = await aDashboard();
  await visitor.signIn();
  const bad = ['logs?most=0', 'logs?most=501', 'logs?lvl=info', 'equity?since=ever', 'coverage'];
  for (const path of bad) {
    expect([path, (await visitor.ask('GET', `/api/${path}`)).status]).toEqual([path, 400]);
  }
});

test('an answer that is not as described is given to nobody', async () => {
  const configuration = async () => ok({ ...CONFIGURATION, began: 'yesterday' } as never);
  const { visitor, faults } = await aDashboard({ sources: { ...NO_SOURCES, configuration } });
  await visitor.signIn();
  expect((await visitor.ask('GET', '/api/configuration')).status).toBe(500);
  expect(faults).toHaveLength(1);
});

test('the worth that was heard stands beside what was earned', async () => {
  const realized = async () => ok([{ at: 1, total: 2 }]);
  const { visitor, desk } = await aDashboard({ sources: { ...NO_SOURCES, realized } });
  await visitor.signIn();
  desk.begin(aDocument({ desk: { name: 'demo-1', now: 9, equity: 5, cash: 4 } }));
  expect((await visitor.ask('GET', '/api/equity')).body).toEqual({
    realized: [{ at: 1, total: 2 }],
    heard: [{ at: 9, equity: 5, cash: 4 }],
  });
});

test('weights are told as they moved while the desk was listened to', async () => {
  const { visitor, desk } = await aDashboard();
  await visitor.signIn();
  const weights = { spike: 0.4, trend: 0.6 };
  const told = { name: 'demo-1', now: 9 };
  desk.begin(aDocument({ desk: told, strategies: { fusion: { weights } } }));
  const answer = await visitor.ask('GET', '/api/weights?strategy=fusion');
  expect(answer.body).toEqual({ points: [{ at: 9, weights }] });
});
