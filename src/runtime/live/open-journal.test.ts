import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { POLYMARKET } from '../../polymarket/services.ts';
import { servicesAt } from '../venue.ts';
import { openLiveJournal } from './open-journal.ts';

const WALLET = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';

test('a wallet is traded by one desk at a time, and by the next when that has ended', async () => {
  const home = temporaryFolder();
  const open = () => openLiveJournal(WALLET, POLYMARKET, () => {}, home);
  const first = await open();
  if (!first.ok) throw new Error(first.message);
  first.value.journal.append({ kind: 'a record' });
  expect(await open()).toMatchObject({
    ok: false,
    code: 'locked',
    message: expect.stringContaining('another desk'),
  });
  // At another venue the wallet is another one.
  const local = servicesAt('http://127.0.0.1:8430');
  const practice = await openLiveJournal(WALLET, local, () => {}, home);
  expect(practice).toMatchObject({ ok: true, value: { journal: { records: [] } } });
  if (practice.ok) await practice.value.close();
  await first.value.close();
  const second = await open();
  expect(second).toMatchObject({ value: { journal: { records: [{ value: expect.anything() }] } } });
  if (second.ok) await second.value.close();
});

test('42: a torn end is gone, and a person is told', async () => {
  const home = temporaryFolder();
  const told: string[] = [];
  const open = async () => {
    const opened = await openLiveJournal(WALLET, POLYMARKET, (text) => told.push(text), home);
    if (!opened.ok) throw new Error(opened.message);
    return opened.value;
  };
  const first = await open();
  first.journal.append({ kind: 'a record' });
  await first.close();
  const path = join(home, 'wallets', WALLET.toLowerCase(), 'polymarket', 'orders.journal');
  appendFileSync(path, 'half a rec');
  for (const _run of ['the next', 'the one after it']) {
    const again = await open();
    expect(again.journal.records).toMatchObject([{ value: { kind: 'a record' } }]);
    await again.close();
  }
  expect(told).toEqual([`${path}: the last record was cut off by a crash, and is gone`]);
});

test('a damaged journal is refused, and does not keep the wallet locked', async () => {
  const home = temporaryFolder();
  const first = await openLiveJournal(WALLET, POLYMARKET, () => {}, home);
  if (!first.ok) throw new Error(first.message);
  await first.value.close();
  const path = join(home, 'wallets', WALLET.toLowerCase(), 'polymarket', 'orders.journal');
  writeFileSync(path, 'nothing that we wrote\nat all\n');
  for (let i = 0; i < 2; i++) {
    const again = await openLiveJournal(WALLET, POLYMARKET, () => {}, home);
    expect(again).toMatchObject({ ok: false, code: 'journal_damaged' });
  }
});
