import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ANVIL_KEY } from '../../../test/support/anvil.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { Secret } from '../../domain/secret.ts';
import type { Usd } from '../../domain/units.ts';
import { addKey } from '../keys.ts';
import type { IsolatedSigner } from '../signer/isolated-signer.ts';
import type { Venue } from '../venue.ts';
import { openWallet } from './open-wallet.ts';

test('a wallet whose signer has ended is none: a desk of it would send nothing', async () => {
  const path = join(temporaryFolder(), 'key.json');
  const passphrase = new Secret('a passphrase of tests');
  await addKey(path, new Secret(ANVIL_KEY), passphrase);
  const deriveOrCreate = async (signer: IsolatedSigner) => {
    await signer.close();
    return { kind: 'ok', value: { key: 'k', secret: passphrase, passphrase } };
  };
  const venue = { provenance: 'simulated', clob: { login: { deriveOrCreate } }, services: {} };
  const limits = { maxOrder: 1 as Usd, maxDay: 1 as Usd };
  expect(await openWallet(path, passphrase, venue as unknown as Venue, limits)).toMatchObject({
    ok: false,
    code: 'signer_gone',
  });
});
