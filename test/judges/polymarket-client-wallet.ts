// What @polymarket/client does for a key whose wallet nobody names: it trades for a deposit wallet.
import { expect } from 'vitest';
import type { Judged } from './judged-exchange.ts';
import { openDepositClient } from './polymarket-client-session.ts';
import { lowest } from './polymarket-client-trading.ts';

export async function judgeDepositWallet(judged: Judged): Promise<void> {
  const client = await openDepositClient(judged);
  const { signer, wallet, walletType } = client.account;
  expect([signer, walletType]).toEqual([judged.account, 3]);
  // What is not approved yet it would send to the relayer, which takes nothing.
  await client.setupTradingApprovals();
  expect(await codeOf(wallet, judged)).toBe('0xfe');
  const placed = await client.placeLimitOrder(await lowest(client, judged));
  expect(placed).toMatchObject({ ok: true, status: 'live' });
  expect((await client.cancelAll()).canceled).toHaveLength(1);
}

async function codeOf(wallet: string, { exchange }: Judged): Promise<unknown> {
  const asked = { jsonrpc: '2.0', id: 1, method: 'eth_getCode', params: [wallet, 'latest'] };
  const body = JSON.stringify(asked);
  const answer = await fetch(`${exchange.clob}/rpc`, { method: 'POST', body });
  return ((await answer.json()) as { result: unknown }).result;
}
