import { createPublicClient, http, parseAbi } from 'viem';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ExchangeBench } from '../../../test/support/exchange-bench.ts';
import { DOWN, UP } from '../../../test/support/wire-samples/ids.ts';
import { installRpc } from './rpc-routes.ts';

const MULTICALL = '0xcA11bde05977b3631167028862bE2a173976CA11';
const PUSD = '0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB';
const CTF = '0x4D97DCd97eC945f40cF65F87097ACe5EA0476045';
const EXCHANGE = '0xE111180000d2663C0091e4f400237545B87B996B';

const abi = parseAbi([
  'function balanceOf(address) view returns (uint256)',
  'function symbol() view returns (string)',
  'function transfer(address, uint256) view returns (bool)',
]);
const tokenAbi = parseAbi([
  'function balanceOf(address, uint256) view returns (uint256)',
  'function balanceOfBatch(address[], uint256[]) view returns (uint256[])',
  'function isApprovedForAll(address, address) view returns (bool)',
]);

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open({ installers: [(app, { venue }) => installRpc(app, venue)] });
});
afterEach(() => bench.close());

const viem = () => createPublicClient({ transport: http(`${bench.server.base}/rpc`) });

test('a library reads many things by one question', async () => {
  const { local } = bench;
  local.mint(10);
  local.clock.advance(3_000);
  const [ann, bob] = [local.ann, local.bob].map(({ wallet }) => wallet.address as `0x${string}`);
  const ids = [BigInt(UP), BigInt(DOWN)] as const;
  const told = await viem().multicall({
    multicallAddress: MULTICALL,
    allowFailure: false,
    contracts: [
      { address: PUSD, abi, functionName: 'balanceOf', args: [ann as `0x${string}`] },
      { address: PUSD, abi, functionName: 'symbol' },
      { address: CTF, abi: tokenAbi, functionName: 'balanceOf', args: [ann as never, ids[0]] },
      {
        address: CTF,
        abi: tokenAbi,
        functionName: 'balanceOfBatch',
        args: [[ann, bob, bob] as never, [ids[0], ids[0], ids[1]]],
      },
      {
        address: CTF,
        abi: tokenAbi,
        functionName: 'isApprovedForAll',
        args: [ann as never, EXCHANGE],
      },
    ],
  });
  const shares = 10_000_000n;
  expect(told).toEqual([995_000_000n, 'pUSD', shares, [shares, 0n, shares], true]);
});

test('what is not known has not failed: one such call refuses all', async () => {
  const asked = viem().multicall({
    multicallAddress: MULTICALL,
    allowFailure: false,
    contracts: [
      { address: PUSD, abi, functionName: 'symbol' },
      { address: PUSD, abi, functionName: 'transfer', args: [EXCHANGE, 1n] },
    ],
  });
  await expect(asked).rejects.toThrow('0xa9059cbb');
});

const word = (value: bigint | number) => value.toString(16).padStart(64, '0');
const AGGREGATE = '0x82ad56cb';

async function refusal(data: string) {
  const params = [{ to: MULTICALL, data }, 'latest'];
  const { json } = await bench.post('/rpc', { jsonrpc: '2.0', id: 1, method: 'eth_call', params });
  return (json as { error?: { code: number; message: string } }).error;
}

/** A list of calls of one contract that all stand at the same place. */
function calls(count: number, to: string, inner: string): string {
  const heads = word(32 * count).repeat(count);
  const bytes = inner.padEnd(Math.ceil(inner.length / 64) * 64, '0');
  const tuple = word(BigInt(to)) + word(1) + word(96) + word(inner.length / 2) + bytes;
  return `${AGGREGATE}${word(32)}${word(count)}${heads}${tuple}`;
}

test('one call cannot be told a thousand times, nor a list of calls within one', async () => {
  const balance = `70a08231${word(7)}`;
  expect(await refusal(calls(1, PUSD, balance))).toBeUndefined();
  expect(await refusal(calls(1_000, PUSD, balance))).toMatchObject({
    code: -32602,
    message: 'calls overlap',
  });
  const within = calls(1, PUSD, balance).slice(2);
  expect(await refusal(calls(1, MULTICALL, within))).toMatchObject({ code: -32001 });
});

test('calls that overlap are refused before all of them are read', async () => {
  const once = calls(3, PUSD, `70a08231${word(7)}`.padEnd(2_000, '0'));
  const third = AGGREGATE.length + 64 * 4;
  // The third is nowhere.
  const data = once.slice(0, third) + word(999_999) + once.slice(third + 64);
  expect(await refusal(data)).toMatchObject({ message: 'calls overlap' });
});

test.each([
  ['no list', ''],
  ['a list of nothing that is there', word(32) + word(1) + word(999)],
  ['half a call', word(32) + word(1) + word(32) + word(BigInt(PUSD))],
  ['bytes without an end', word(32) + word(1) + word(32) + word(1) + word(1) + word(96) + word(99)],
  ['no function', calls(1, PUSD, 'abcd').slice(10)],
  ['another contract beyond addresses', calls(1, `0x${'f'.repeat(64)}`, '313ce567').slice(10)],
])('%s is refused', async (_what, words) => {
  expect(await refusal(AGGREGATE + words)).toMatchObject({ code: -32602 });
});
