import { expect, test } from 'vitest';
import { stage } from '../../../test/support/engine-stage.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import { REMEMBERED_ORDERS } from '../../engine/orders.ts';
import { FillTeller } from './fill-news.ts';
import { RunEntries } from './run-entries.ts';

test('each fill is told once, with the strategy whose order it was', () => {
  const run = new RunEntries();
  const teller = new FillTeller(run.reader(), stage([{}, {}]).engine.state);
  const script = new RunScript(1, ['alpha', 'beta']);
  const hear = () => {
    for (const entry of script.journal.splice(0)) run.append(entry);
    return teller.take();
  };
  const order = { strategy: 1, token: 0, price: 400_000, size: 5_000_000 };
  const resting = script.submit({ ...order, size: 10_000_000 });
  const first = script.fill(resting, order);
  expect(hear()).toMatchObject([{ strategy: 1, fill: { id: first.id } }]);
  expect(teller.take()).toEqual([]);
  // An order that is open is known, however many have come and gone since.
  for (let i = 0; i <= REMEMBERED_ORDERS; i++) script.trade({ ...order, strategy: 0 });
  hear();
  script.fill(resting, order);
  expect(hear()).toMatchObject([{ strategy: 1 }]);
  expect(teller.all).toHaveLength(REMEMBERED_ORDERS + 3);
  expect(run.entries).toEqual([]);
});
