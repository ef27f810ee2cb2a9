import { afterEach, beforeEach, expect, test } from 'vitest';
import { ExchangeBench } from '../../../test/support/exchange-bench.ts';
import { installRelayer } from './relayer-routes.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open({
    installers: [(app, { venue }) => installRelayer(app, venue)],
  });
});
afterEach(() => bench.close());

const asked = async (address: string) =>
  (await bench.get(`/relayer/deployed?address=${address}&type=WALLET`)).json;

test('no wallet has to be made before it trades; keys and contracts are no wallets', async () => {
  const { venue, ann } = bench.local;
  const unnamed = `0x${'7A'.repeat(20)}`;
  expect(await asked(unnamed)).toEqual({ deployed: true });
  venue.wallet(unnamed.toLowerCase(), ann.key.signer, { signatureType: 3 });
  expect(await asked(unnamed)).toEqual({ deployed: true });
  expect(await asked(ann.wallet.address)).toEqual({ deployed: false });
  expect(await asked('0xE111180000d2663C0091e4f400237545B87B996B')).toEqual({ deployed: false });
  expect(await asked('0x12')).toEqual({ error: 'invalid address' });
});
