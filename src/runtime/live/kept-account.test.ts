import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import type { ClientOrderId, StrategyIndex, TokenId } from '../../domain/ids.ts';
import { NEW_STANDING } from '../../domain/risk-standing.ts';
import type { Shares, Timestamp, Usd } from '../../domain/units.ts';
import { POLYMARKET } from '../../polymarket/services.ts';
import { servicesAt } from '../venue.ts';
import { type KeptAccount, openAccount } from './kept-account.ts';
import { newAccount, type PaperAccount } from './paper-account.ts';

const account: PaperAccount & { run: string } = {
  run: 'paper-1',
  cash: 900_000_000 as Usd,
  nextOrder: 12 as ClientOrderId,
  haltedFeeds: ['chainlink/btcusd-twap60'],
  tallies: [
    {
      strategy: 'ml',
      buys: [1_785_326_400_000_000 as Timestamp],
      day: 20_663,
      made: -7_000_000 as Usd,
      worth: 1_000_000_000 as Usd,
    },
  ],
  risk: {
    ...NEW_STANDING,
    mode: 'cooling',
    cause: 'drawdown',
    killedAt: 1_785_326_400_000_000 as Timestamp,
    until: 1_785_328_200_000_000 as Timestamp,
    equity: 740_000_000 as Usd,
    highWater: 1_000_000_000 as Usd,
    day: 20_663,
    dayEquity: 900_000_000 as Usd,
    recoveries: 1,
  },
  positions: [
    {
      token: '71' as TokenId,
      market: 'btc-updown-5m-1',
      strategy: 0 as StrategyIndex,
      shares: 6_000_000 as Shares,
      cost: 3_000_000 as Usd,
    },
  ],
};

async function opened(root: string, isFresh = false): Promise<KeptAccount> {
  const kept = await openAccount(root, 'random', POLYMARKET, isFresh);
  if (!kept.ok) throw new Error(kept.message);
  return kept.value;
}

test('the next run goes on with what one has left, unless it begins anew', async () => {
  const root = temporaryFolder();
  const first = await opened(root);
  expect(first.before).toBeUndefined();
  await Promise.all([
    first.keep({ ...newAccount(account.cash), run: 'paper-1' }),
    first.keep(account),
  ]);
  await first.close();
  const second = await opened(root);
  expect(second.before).toEqual(account);
  await second.close();
  const third = await opened(root, true);
  expect(third.before).toBeUndefined();
  await third.close();
});

test('it is held by one run at a time', async () => {
  const root = temporaryFolder();
  const first = await opened(root);
  const second = await openAccount(root, 'random', POLYMARKET, true);
  expect(second).toMatchObject({ ok: false, code: 'account_locked' });
  expect(second.ok ? '' : second.message).toContain(`process ${process.pid}`);
  await first.close();
  await (await opened(root)).close();
});

test('one of another exchange, or another thing, is refused: its lock is free again', async () => {
  const root = temporaryFolder();
  const first = await opened(root);
  await first.keep(account);
  await first.close();
  const elsewhere = servicesAt('http://127.0.0.1:8430');
  for (let again = 0; again < 2; again++) {
    const other = await openAccount(root, 'random', elsewhere, false);
    expect(other).toMatchObject({ ok: false, code: 'other_venue' });
  }
  mkdirSync(join(root, 'accounts'), { recursive: true });
  writeFileSync(join(root, 'accounts', 'text.json'), '{"cash":1}');
  expect(await openAccount(root, 'text', POLYMARKET, false)).toMatchObject({ code: 'bad_state' });
});
