import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { ANVIL_ADDRESS, ANVIL_KEY, anvilSigner } from '../../../test/support/anvil.ts';
import { Secret } from '../../domain/secret.ts';
import { recoverAddress } from './signature.ts';
import { Signer } from './signer.ts';

const ORDER_OF_CURVE = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
const digest = new Uint8Array(32).fill(7);

test.each([
  ANVIL_KEY,
  ANVIL_KEY.slice(2),
  ANVIL_KEY.toUpperCase().replace('X', 'x'),
  ` ${ANVIL_KEY}\n`,
])('a signer has the address of its key, however that is written', (text) => {
  const signer = Signer.from(new Secret(text));
  expect(signer.ok && signer.value.address).toBe(ANVIL_ADDRESS);
});

test.each([
  ['nothing', ''],
  ['too short', ANVIL_KEY.slice(0, -1)],
  ['too long', `${ANVIL_KEY}0`],
  ['no hex', ANVIL_KEY.replace(/f/g, 'g')],
  ['zero', '0'.repeat(64)],
  ['out of range', ORDER_OF_CURVE],
])('a key that is %s is refused, and not repeated', (_name, text) => {
  const refused = Signer.from(new Secret(text));
  expect(refused).toEqual({
    ok: false,
    code: 'bad_private_key',
    message: 'the private key is not 64 hex digits of a key in range',
  });
});

test('a signature is of 65 bytes, the same each time, and recovers to the signer', () => {
  const signature = anvilSigner().sign(digest);
  expect(signature).toHaveLength(65);
  expect(anvilSigner().sign(digest)).toEqual(signature);
  expect(recoverAddress(digest, signature)).toEqual({ ok: true, value: ANVIL_ADDRESS });
});

test('the other half of the values of s is refused, though it is the same signature', () => {
  const signature = Buffer.from(anvilSigner().sign(digest));
  const s = BigInt(`0x${signature.toString('hex', 32, 64)}`);
  const high = (BigInt(`0x${ORDER_OF_CURVE}`) - s).toString(16).padStart(64, '0');
  signature.write(high, 32, 'hex');
  signature[64] = 55 - (signature[64] ?? 0);
  const message = 's is in the upper half of its range';
  expect(recoverAddress(digest, signature)).toEqual({ ok: false, code: 'bad_signature', message });
});

test.each([0, 1, 26, 29])('a recovery value of %d is refused', (last) => {
  const signature = anvilSigner().sign(digest);
  signature[64] = last;
  const message = 'the last byte of a signature is 27 or 28';
  expect(recoverAddress(digest, signature)).toEqual({ ok: false, code: 'bad_signature', message });
});

test('no way of printing a signer shows its key', () => {
  const signer = anvilSigner();
  const printed = [
    String(signer),
    `${signer}`,
    JSON.stringify({ signer }),
    inspect(signer, { showHidden: true, depth: 9 }),
    inspect(signer, { customInspect: false, showHidden: true, depth: 9 }),
    inspect({ ...signer }),
    inspect(structuredClone({ ...signer })),
    inspect(new Error('refused', { cause: signer })),
    inspect(Reflect.ownKeys(signer)),
  ].join('\n');
  const key = Buffer.from(ANVIL_KEY.slice(2), 'hex');
  const forms = [ANVIL_KEY.slice(2), key.join(', '), key.toString('base64'), 'Buffer', '[ 172,'];
  // Not toContain: its message would print the key.
  expect(forms.map((form) => printed.includes(form))).toEqual(forms.map(() => false));
  expect(JSON.stringify(signer)).toBe(`{"address":"${ANVIL_ADDRESS}"}`);
});
