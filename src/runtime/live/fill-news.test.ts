import { expect, test } from 'vitest';
import { stage } from '../../../test/support/engine-stage.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import { REMEMBERED_ORDERS } from '../../domain/known-orders.ts';
import type { SettlementEventKind } from '../../domain/settlement.ts';
import type { Timestamp } from '../../domain/units.ts';
import { FillTeller, NEWEST_FILLS } from './fill-news.ts';
import { RunEntries } from './run-entries.ts';

const NAMES = ['alpha', 'beta'];
const DESK = { names: NAMES, provenance: 'live' } as const;

test('each fill is told once, with the strategy whose order it was', () => {
  const run = new RunEntries();
  const teller = new FillTeller(run.reader(), stage([{}, {}]).engine.state, DESK);
  const script = new RunScript(1, NAMES);
  const hear = () => {
    for (const entry of script.journal.splice(0)) run.append(entry);
    return teller.take();
  };
  const order = { strategy: 1, token: 0, price: 400_000, size: 5_000_000 };
  const resting = script.submit({ ...order, size: 10_000_000 });
  const first = script.fill(resting, order);
  expect(hear()).toMatchObject([{ strategy: 1, strategyName: 'beta', fill: { id: first.id } }]);
  expect(teller.take()).toEqual([]);
  // An order that is open is known, however many have come and gone since.
  for (let i = 0; i <= REMEMBERED_ORDERS; i++) script.trade({ ...order, strategy: 0 });
  hear();
  script.fill(resting, order);
  expect(hear()).toMatchObject([{ strategy: 1 }]);
  // Of a run that goes on for weeks so many are kept, the newest.
  expect(teller.newest).toHaveLength(NEWEST_FILLS);
  expect(teller.newest.at(-1)).toMatchObject({ strategy: 1 });
  expect(run.entries).toEqual([]);
});

test('what the chain has made of a fill since is kept, and what was told stays as it was', () => {
  const run = new RunEntries();
  const teller = new FillTeller(run.reader(), stage([{}]).engine.state, DESK);
  const script = new RunScript(1, NAMES);
  const hear = () => {
    for (const entry of script.journal.splice(0)) run.append(entry);
    return teller.take();
  };
  const trade = { strategy: 0, token: 0, price: 400_000, size: 5_000_000 };
  const settle = (fillId: number, settlement: SettlementEventKind) => {
    const at = 1 as Timestamp;
    script.answer({ kind: 'FillSettled', order, fillId, settlement, tsEvent: at, tsInit: at });
  };
  const settled = () => teller.newest.map(({ fill }) => fill.settlement);
  const order = script.submit(trade);
  const first = script.fill(order, trade);
  const told = hear();
  expect(settled()).toEqual(['matched']);
  settle(first.id, 'mined');
  expect(hear()).toEqual([]);
  expect(settled()).toEqual(['mined']);
  settle(first.id, 'confirmed');
  settle(999, 'failed');
  hear();
  expect(settled()).toEqual(['confirmed']);
  expect(told[0]?.fill.settlement).toBe('matched');
});

test('what the venue did not say is simulated, also of a desk that hears the venue', () => {
  const run = new RunEntries();
  const teller = new FillTeller(run.reader(), stage([{}]).engine.state, DESK);
  const script = new RunScript(1, NAMES);
  const trade = { strategy: 0, token: 0, price: 400_000, size: 5_000_000 };
  script.trade({ ...trade, evidence: 'book' });
  script.trade({ ...trade, evidence: 'venue' });
  for (const entry of script.journal) run.append(entry);
  expect(teller.take()).toMatchObject([{ provenance: 'simulated' }, { provenance: 'live' }]);
});
