import { expect, test } from 'vitest';
import { defaultConfiguration } from './default-configuration.ts';

test('what holds where nobody says anything is written as a report writes it', () => {
  expect(defaultConfiguration()).toMatchObject({
    data: { datasets: 'all', from: null, completeOnly: false },
    capital: '1000',
    latencyMs: { feed: 125, entry: 125, response: 125 },
    queue: { kind: 'riskAverse' },
    inferFills: 'through',
    fee: 'of each market',
    limits: { maxOrderSize: '500', drawdown: { kill: '0.25' } },
    seed: 1,
  });
});

test('neither a strategy nor the place of an archive is a default', () => {
  const written = defaultConfiguration();
  expect(Object.keys(written)).not.toContain('strategies');
  expect(Object.keys(written.data as object)).not.toContain('root');
});
