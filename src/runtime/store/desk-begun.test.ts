import { expect, test } from 'vitest';
import { deskBegun } from './desk-begun.ts';

const begun = {
  kind: 'RunBegun',
  version: 2,
  mode: 'paper',
  name: 'one',
  heard: { provenance: 'live', heardFrom: 'wss://ws-subscriptions-clob.polymarket.com' },
};

test('the journal of a desk begins with what it is and what it heard', () => {
  expect(deskBegun(begun)).toBe(begun);
  expect(deskBegun({ ...begun, version: 1 })).toBeDefined();
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['another record', { ...begun, kind: 'RunEnded' }],
  ['a backtest', { ...begun, mode: 'backtest' }],
  ['a run of a version that nobody here reads', { ...begun, version: 5 }],
  ['a run that does not say what it heard', { ...begun, heard: undefined }],
])('%s is no desk', (_what, record) => {
  expect(deskBegun(record)).toBeUndefined();
});
