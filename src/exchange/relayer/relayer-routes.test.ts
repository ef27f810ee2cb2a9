import { afterEach, beforeEach, expect, test } from 'vitest';
import { ExchangeBench } from '../../../test/support/exchange-bench.ts';
import { installRpc } from '../rpc/rpc-routes.ts';
import { installRelayer } from './relayer-routes.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open({
    installers: [
      (app, { venue }) => {
        installRelayer(app, venue);
        installRpc(app, venue);
      },
    ],
  });
});
afterEach(() => bench.close());

const asked = async (address: string) =>
  (await bench.get(`/relayer/deployed?address=${address}&type=WALLET`)).json;

/** What the relayer says of a wallet; the chain has to say the same. */
async function deployed(address: string): Promise<boolean> {
  const { deployed: told } = (await asked(address)) as { deployed: boolean };
  const params = [address, 'latest'];
  const body = { jsonrpc: '2.0', id: 1, method: 'eth_getCode', params };
  expect((await bench.post('/rpc', body)).json).toMatchObject({ result: told ? '0xfe' : '0x' });
  return told;
}

test("a signer's wallets are on chain from its first key on, and stay there", async () => {
  const { venue } = bench.local;
  // Account 2 of the public test accounts: its proxy, Safe and deposit wallet.
  const signer = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc';
  const owned = [
    '0x83eb3291367e3c61c80225e32907159010597b3d',
    '0x955c807b9336876aa22d2413ed40ebe296503a93',
    '0x75e17433e195ecbd64b080387a840e8cecc37657',
  ];
  const all = () => Promise.all(owned.map(deployed));
  expect(await all()).toEqual([false, false, false]);
  const key = venue.keys.create(signer, '0');
  expect(await all()).toEqual([true, true, true]);
  venue.keys.delete(key);
  expect(await all()).toEqual([true, true, true]);
  expect(await deployed(signer)).toBe(false);
});

test('any other wallet is on chain from its first order on', async () => {
  const { venue, ann } = bench.local;
  const unnamed = `0x${'7A'.repeat(20)}`;
  expect(await deployed(unnamed)).toBe(false);
  venue.wallet(unnamed.toLowerCase(), ann.key.signer, { signatureType: 3 });
  expect(await deployed(unnamed)).toBe(true);
});

test('keys and contracts of the venue are no wallets', async () => {
  expect(await deployed(bench.local.ann.wallet.address)).toBe(false);
  expect(await asked('0xE111180000d2663C0091e4f400237545B87B996B')).toEqual({ deployed: false });
  expect(await asked('0x12')).toEqual({ error: 'invalid address' });
});
