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

test('worth is told by the desk, or as it was heard, beside that of earlier runs', async () => {
  const points = [{ at: 1, worth: 2 }];
  const of = { run: 'demo-0', provenance: 'simulated', mode: 'demo' } as const;
  const runs = [{ ...of, began: 1, ended: null, points }];
  const runEquity = async () => ok(runs);
  const { visitor, desk } = await aDashboard({ sources: { ...NO_SOURCES, runEquity } });
  await visitor.signIn();
  desk.begin(aDocument({ desk: { name: 'demo-1', now: 9, equity: 5, confirmed: 3, cash: 4 } }));
  const heard = { at: 9, equity: 5, confirmed: 3, cash: 4 };
  expect((await visitor.ask('GET', '/api/equity')).body).toEqual({ runs, heard: [heard] });
  // It has begun long before the dashboard listened.
  desk.worth = [{ at: 2, equity: 7, confirmed: null, cash: 1 }, heard];
  expect((await visitor.ask('GET', '/api/equity')).body).toEqual({ runs, heard: desk.worth });
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

test('what strategies thought of a market is told as the desk tells it', async () => {
  const { visitor } = await aDashboard();
  await visitor.signIn();
  const answer = await visitor.ask('GET', '/api/opinions?market=btc-updown-5m-1');
  const said = { code: 'ml', outcome: 0, probability: 0.7 };
  expect(answer.body).toEqual({ points: [{ at: 1, strategy: 'ml', ...said }] });
});
