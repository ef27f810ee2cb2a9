import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExchangeBench } from '../../../test/support/exchange-bench.ts';
import { DOWN, MARKET, UP } from '../../../test/support/wire-samples/ids.ts';
import type { Price, Usd } from '../../domain/units.ts';
import { installData } from '../data/data-routes.ts';
import { installRpc } from './rpc-routes.ts';

// The venue's contracts, written down once more: what is asked comes from other people's clients.
const PUSD = '0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB';
const USDC_E = '0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174';
const CTF = '0x4D97DCd97eC945f40cF65F87097ACe5EA0476045';
const POSITIONS = '0x006F54F7f9A22e0000CC2AB60031000000ae9fEF';
const EXCHANGE = '0xE111180000d2663C0091e4f400237545B87B996B';
const DEPOSIT_FACTORY = '0x00000000000Fb5C9ADea0298D729A0CB3823Cc07';
const STRANGER = `0x${'7a'.repeat(20)}`;

const BALANCE = '0x70a08231';
const BALANCE_OF_TOKEN = '0x00fdd58e';
const BATCH = '0x4e1273f4';
const ALLOWANCE = '0xdd62ed3e';
const APPROVED = '0xe985e9c5';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open({
    installers: [
      (app, { venue }) => {
        installRpc(app, venue);
        installData(app, venue);
      },
    ],
  });
});
afterEach(() => bench.close());

const word = (value: string | bigint | number) => BigInt(value).toString(16).padStart(64, '0');
const hex = (...values: readonly (string | bigint | number)[]) => `0x${values.map(word).join('')}`;
const dataOf = (selector: string, ...values: readonly (string | bigint | number)[]) =>
  selector + hex(...values).slice(2);

async function rpc(method: string, ...params: readonly unknown[]) {
  const { status, json } = await bench.post('/rpc', { jsonrpc: '2.0', id: 7, method, params });
  expect(status).toBe(200);
  expect(json).toMatchObject({ jsonrpc: '2.0', id: 7 });
  const { result, error } = json as { result?: unknown; error?: { code: number; message: string } };
  return error ?? result;
}

const call = (to: string, selector: string, ...values: readonly (string | bigint | number)[]) =>
  rpc('eth_call', { to, data: dataOf(selector, ...values) }, 'latest');

async function own(query: string) {
  const { json } = await bench.own(bench.local.ann, 'GET', `/balance-allowance?${query}`);
  return json as { readonly balance: string; readonly allowances: Record<string, string> };
}

describe('what a wallet has', () => {
  test('is what the order and the data service say, after trades', async () => {
    const { local } = bench;
    const { ann, bob } = local;
    local.mint(10);
    local.clock.advance(3_000);
    local.send(ann, { side: 'sell', price: 0.6, size: 5 });
    local.send(bob, { side: 'buy', price: 0.6, size: 5 });
    // What was bought is there once it has settled.
    expect(await call(CTF, BALANCE_OF_TOKEN, bob.wallet.address, UP)).toBe(hex(0));
    local.clock.advance(4_000);
    expect(await call(CTF, BALANCE_OF_TOKEN, bob.wallet.address, UP)).toBe(hex(5_000_000));
    const dollars = (await own('asset_type=COLLATERAL')).balance;
    const shares = (await own(`asset_type=CONDITIONAL&token_id=${UP}`)).balance;
    expect([dollars, shares]).toEqual(['998000000', '5000000']);
    expect(await call(PUSD, BALANCE, ann.wallet.address)).toBe(hex(dollars));
    expect(await call(CTF, BALANCE_OF_TOKEN, ann.wallet.address, UP)).toBe(hex(shares));
    const { address } = ann.wallet;
    const { json } = await bench.get(`/data-api/positions?user=${address}&sizeThreshold=0`);
    expect(json).toMatchObject([{ asset: UP, size: 5 }]);
  });

  test('is still there where it lost, as all services say; what won was paid out', async () => {
    const { local } = bench;
    local.mint(10);
    local.clock.advance(3_000);
    local.venue.resolve(local.market, 0 as Price);
    const [ann, bob] = [local.ann.wallet.address, local.bob.wallet.address];
    const lost = (await own(`asset_type=CONDITIONAL&token_id=${UP}`)).balance;
    expect(lost).toBe('10000000');
    expect(await call(CTF, BALANCE_OF_TOKEN, ann, UP)).toBe(hex(lost));
    expect(await call(CTF, BALANCE_OF_TOKEN, bob, DOWN)).toBe(hex(0));
    const told = async (path: string) => (await bench.get(`/data-api${path}`)).json;
    expect(await told(`/positions?user=${ann}`)).toMatchObject([{ size: 10, redeemable: true }]);
    expect(await told(`/holders?market=${MARKET}`)).toMatchObject([
      { token: UP, holders: [{ proxyWallet: ann, amount: 10 }] },
      { token: DOWN, holders: [] },
    ]);
    // Nothing is behind it any more.
    expect(await told(`/oi?market=${MARKET}`)).toEqual([{ market: MARKET, value: 0 }]);
  });

  test('comes in lists, too', async () => {
    const { local } = bench;
    local.mint(10);
    local.clock.advance(3_000);
    const [ann, bob] = [local.ann.wallet.address, local.bob.wallet.address];
    const lists = [64, 192, 3, ann, bob, ann, 3, UP, DOWN, 5];
    expect(await call(CTF, BATCH, ...lists)).toBe(hex(32, 3, 10_000_000, 10_000_000, 0));
    // In the other order, and with nothing in them.
    expect(await call(CTF, BATCH, 128, 64, 1, UP, 1, ann)).toBe(hex(32, 1, 10_000_000));
    expect(await call(CTF, BATCH, 64, 96, 0, 0)).toBe(hex(32, 0));
    expect(await call(POSITIONS, BATCH, 64, 128, 1, ann, 1, UP)).toBe(hex(32, 1, 0));
  });

  test('is what it will begin with where nobody has named it; contracts have none', async () => {
    expect(await call(PUSD, BALANCE, STRANGER)).toBe(hex(1_000_000_000));
    expect(await call(CTF, BALANCE_OF_TOKEN, STRANGER, UP)).toBe(hex(0));
    expect(await call(USDC_E, BALANCE, STRANGER)).toBe(hex(0));
    for (const nobody of [CTF, EXCHANGE, DEPOSIT_FACTORY, `0x${'0'.repeat(40)}`]) {
      expect(await call(PUSD, BALANCE, nobody)).toBe(hex(0));
    }
    expect(bench.local.venue.wallets.has(STRANGER)).toBe(false);
    expect(await rpc('eth_getBalance', STRANGER, 'latest')).toBe('0x0');
  });
});

test('nobody has less than nothing, though the last of an account paid for odd parts', async () => {
  const { local } = bench;
  const { key } = local.ann;
  const wallet = local.venue.wallet(STRANGER, key.signer, { cash: 4_900_000 as Usd });
  local.send({ wallet, key }, { side: 'buy', price: 0.49, size: 10, postOnly: true });
  const takes = { side: 'buy', outcome: 1, price: 0.51, timeInForce: 'FAK' } as const;
  local.send(local.bob, { ...takes, size: 5.999999, spend: 3.06 });
  local.send(local.bob, { ...takes, size: 4.000001, spend: 2.05 });
  expect(wallet.account.cash).toBe(-1);
  expect(await call(PUSD, BALANCE, STRANGER)).toBe(hex(0));
});

test('contracts may move what the order and the data service say, and no others', async () => {
  const { address } = bench.local.ann.wallet;
  const { json } = await bench.get(`/data-api/v2/approvals?user=${address}`);
  const { contracts } = (json as { data: { contracts: Record<string, string>[] } }).data;
  expect(contracts.length).toBeGreaterThan(15);
  for (const { token = '', spender = '', standard } of contracts) {
    const isDollar = standard === 'ERC20';
    const told = await call(token, isDollar ? ALLOWANCE : APPROVED, address, spender);
    expect(told, `${token} ${spender}`).toBe(isDollar ? `0x${'f'.repeat(64)}` : hex(1));
  }
  const { allowances } = await own('asset_type=COLLATERAL');
  for (const [spender, amount] of Object.entries(allowances)) {
    expect(await call(PUSD, ALLOWANCE, address, spender)).toBe(hex(amount));
    expect(await call(CTF, APPROVED, address, spender)).toBe(hex(1));
  }
  expect(await call(PUSD, ALLOWANCE, address, STRANGER)).toBe(hex(0));
  expect(await call(CTF, APPROVED, address, STRANGER)).toBe(hex(0));
  expect(await call(POSITIONS, APPROVED, address, EXCHANGE)).toBe(hex(0));
  expect(await call(USDC_E, ALLOWANCE, address, EXCHANGE)).toBe(hex(0));
});

test('dollars have a name and six decimals', async () => {
  expect(await call(PUSD, '0x313ce567')).toBe(hex(6));
  expect(await call(USDC_E, '0x313ce567')).toBe(hex(6));
  // As viem encodes it.
  const text = `${word(32)}${word(4)}${'70555344'.padEnd(64, '0')}`;
  expect(await call(PUSD, '0x95d89b41')).toBe(`0x${text}`);
});

test('wallets that others sign for have code, and so have contracts; keys have none', async () => {
  const { local } = bench;
  local.venue.wallet(STRANGER, local.ann.key.signer, { signatureType: 3 });
  const capital = STRANGER.toUpperCase().replace('X', 'x');
  for (const address of [STRANGER, capital, CTF, EXCHANGE, DEPOSIT_FACTORY]) {
    expect(await rpc('eth_getCode', address, 'latest'), address).toBe('0xfe');
  }
  expect(await rpc('eth_getCode', local.ann.wallet.address, 'latest')).toBe('0x');
  expect(await rpc('eth_getCode', `0x${'7b'.repeat(20)}`)).toBe('0x');
});

test("the chain is the venue's, and its blocks are counted by the exchange's clock", async () => {
  expect(await rpc('eth_chainId')).toBe('0x89');
  expect(await rpc('net_version')).toBe('137');
  const number = Number(await rpc('eth_blockNumber'));
  bench.local.clock.advance(2_000);
  expect(Number(await rpc('eth_blockNumber'))).toBe(number + 1);
});

test('only the present is known', async () => {
  const at = (block: unknown) => rpc('eth_getBalance', STRANGER, block);
  const now = String(await rpc('eth_blockNumber'));
  for (const block of ['latest', 'pending', 'safe', 'finalized', now, { blockNumber: now }]) {
    expect(await at(block), String(block)).toBe('0x0');
  }
  const past = `0x${(BigInt(now) - 1n).toString(16)}`;
  const ahead = `0x${(BigInt(now) + 1n).toString(16)}`;
  for (const block of ['earliest', past, ahead, { blockHash: `0x${'1'.repeat(64)}` }]) {
    expect(await at(block), String(block)).toMatchObject({ code: -32001 });
  }
  for (const block of ['newest', 5, '0x', `0x${'1'.repeat(99)}`, []]) {
    expect(await at(block), String(block)).toMatchObject({ code: -32602 });
  }
});
