import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANVIL_ADDRESS, ANVIL_WALLET, anvilSigner } from '../../../test/support/anvil.ts';
import { oracleLogin } from '../../../test/support/signing-oracle.ts';
import { l1Headers, verifyL1 } from './l1-auth.ts';

const signer = anvilSigner();
const AT = 1_789_000_000;

test('a login is signed as another library does it, and verifies', async () => {
  const any = fc.tuple(fc.nat(), fc.nat());
  await fc.assert(
    fc.asyncProperty(any, async ([at, nonce]) => {
      const headers = l1Headers(signer, at, nonce);
      const signature = await oracleLogin(ANVIL_ADDRESS, String(at), nonce);
      expect(headers.POLY_SIGNATURE).toBe(signature);
      expect(verifyL1(headers)).toEqual({ ok: true, value: ANVIL_ADDRESS });
    }),
    { numRuns: 10 },
  );
});

test('the nonce is 0 unless another is asked for', () => {
  expect(l1Headers(signer, AT)).toEqual(l1Headers(signer, AT, 0));
});

const headers = l1Headers(signer, AT);
test.each([
  ['another account', { POLY_ADDRESS: ANVIL_WALLET }, 'wrong_signature'],
  ['another time', { POLY_TIMESTAMP: '1789000001' }, 'wrong_signature'],
  ['another nonce', { POLY_NONCE: '1' }, 'wrong_signature'],
  ['no account', { POLY_ADDRESS: 'me' }, 'bad_address'],
  ['no time', { POLY_TIMESTAMP: 'now' }, 'bad_l1_headers'],
  ['a time before a word', { POLY_TIMESTAMP: '1789000000 s' }, 'bad_l1_headers'],
  ['a time behind a sign', { POLY_TIMESTAMP: '+1789000000' }, 'bad_l1_headers'],
  ['no nonce', { POLY_NONCE: '-1' }, 'bad_l1_headers'],
  ['a nonce of 78 digits', { POLY_NONCE: '9'.repeat(78) }, 'bad_l1_headers'],
  ['no signature', { POLY_SIGNATURE: '' }, 'bad_signature'],
  ['half a signature', { POLY_SIGNATURE: headers.POLY_SIGNATURE.slice(0, 66) }, 'bad_signature'],
])('a login with %s is refused', (_name, changes, code) => {
  expect(verifyL1({ ...headers, ...changes })).toMatchObject({ ok: false, code });
});
