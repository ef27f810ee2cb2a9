// A bit of the journal flips: the start refuses it, and a restore has the venue tell what is gone.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { OrderRecord } from '../../src/polymarket/execution/order-record.ts';
import { POLYMARKET } from '../../src/polymarket/services.ts';
import { openLiveJournal } from '../../src/runtime/live/open-journal.ts';
import { restoreLiveJournal } from '../../src/runtime/live/restore-live-journal.ts';
import { ANVIL_ADDRESS } from '../support/anvil.ts';
import { temporaryFolder } from '../support/imported.ts';
import { OrderStage } from '../support/order-stage.ts';
import { hashOf } from '../support/order-venue.ts';

let stage: OrderStage;
afterEach(() => {
  expect(stage.faults).toEqual([]);
});

/** Two orders that were filled, one after the other; both fills are final. */
async function twoFills(): Promise<OrderStage> {
  const died = await OrderStage.open();
  for (const order of [1, 2]) {
    died.submit('buy Up 10 @ 0.4');
    await died.pass(10);
    const trade = died.venue.settle(died.venue.match(hashOf(order), 10), 'confirmed');
    died.execution.onUserMessage(died.venue.tradeFrame(trade));
    await died.pass(300_000);
  }
  return died;
}

function onDisk() {
  const home = temporaryFolder();
  const path = join(home, 'wallets', ANVIL_ADDRESS.toLowerCase(), 'polymarket', 'orders.journal');
  const open = () => openLiveJournal(ANVIL_ADDRESS, POLYMARKET, () => {}, home);
  const opened = async () => {
    const journal = await open();
    if (!journal.ok) throw new Error(journal.message);
    return journal.value;
  };
  const restore = (prove = async () => {}) =>
    restoreLiveJournal(ANVIL_ADDRESS, POLYMARKET, prove, home);
  /** Flips a bit in the line of that record. */
  const flip = (part: string) => {
    const bytes = readFileSync(path);
    bytes[bytes.indexOf(part)]! ^= 1;
    writeFileSync(path, bytes);
  };
  return { path, open, opened, restore, flip };
}

test.each([
  ['a fill', '"kind":"OrderFilled"'],
  ['the end of an order', '"kind":"OrderEnded"'],
])(
  '42: the record of %s is damaged: refused, restored, and asked for at the venue',
  async (_what, part) => {
    const died = await twoFills();
    const { path, open, opened, restore, flip } = onDisk();
    const first = await opened();
    for (const record of died.journal.records) first.journal.append(record);
    await first.close();
    flip(part);
    const damaged = readFileSync(path);

    const refused = await open();
    expect(refused).toMatchObject({
      code: 'journal_damaged',
      message: expect.stringContaining('"polydesk restore"'),
    });
    expect(readFileSync(path)).toEqual(damaged);

    const restored = await restore();
    const kept = died.journal.records.length - 1;
    expect(restored).toMatchObject({ ok: true, value: { kept, lost: 1 } });
    if (!restored.ok || restored.value === undefined) throw new Error('not restored');
    expect(readFileSync(restored.value.aside)).toEqual(damaged);

    const again = await opened();
    const records = again.journal.records.map(({ value }) => value as OrderRecord);
    expect(records.at(-1)).toMatchObject({ kind: 'JournalRestored', lost: 1 });
    await again.close();
    stage = new OrderStage({}, { records, venue: died.venue }, died.clock);
    stage.execution.onGap();
    const start = await stage.started();
    // By the venue: two fills of ten shares, for eight dollars.
    expect(start).toMatchObject({ isProven: true, unresolved: [], unsettled: 0 });
    expect(start.holdings).toMatchObject([{ token: '111', shares: 20e6, cost: 8e6 }]);
  },
  20_000,
);

test('42: what may be open is proven to be none first, or nothing is changed', async () => {
  const died = await twoFills();
  stage = died;
  const { path, opened, restore, flip } = onDisk();
  const first = await opened();
  for (const record of died.journal.records) first.journal.append(record);
  await first.journal.durable();
  expect(await restore()).toMatchObject({ ok: false, code: 'locked' });
  await first.close();
  expect(await restore()).toEqual({ ok: true, value: undefined });
  flip('"kind":"OrderPlaced"');
  const damaged = readFileSync(path);
  const unproven = () => Promise.reject(new Error('not proven'));
  await expect(restore(unproven)).rejects.toThrow('not proven');
  expect(readFileSync(path)).toEqual(damaged);
  expect(await restore()).toMatchObject({ value: { lost: 1 } });
});
