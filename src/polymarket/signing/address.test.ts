import fc from 'fast-check';
import { getAddress } from 'viem';
import { expect, test } from 'vitest';
import { ANVIL_ADDRESS } from '../../../test/support/anvil.ts';
import { parseAddress } from './address.ts';
import { EXCHANGE_V2, EXCHANGE_V3, NEG_RISK_EXCHANGE_V2 } from './exchange-contract.ts';

test('an address is read in one case or checksummed, and comes out checksummed', () => {
  const digits = ANVIL_ADDRESS.slice(2);
  for (const text of [digits, digits.toLowerCase(), digits.toUpperCase()]) {
    expect(parseAddress(`0x${text}`)).toEqual({ ok: true, value: ANVIL_ADDRESS });
  }
});

test.each([
  ['', 'is not an address'],
  [ANVIL_ADDRESS.slice(2), 'is not an address'],
  [ANVIL_ADDRESS.slice(0, -1), 'is not an address'],
  [`${ANVIL_ADDRESS}0`, 'is not an address'],
  [`${ANVIL_ADDRESS}\n`, 'is not an address'],
  [` ${ANVIL_ADDRESS}`, 'is not an address'],
  [ANVIL_ADDRESS.replace('6', '7'), 'breaks its checksum'],
  [ANVIL_ADDRESS.replace('F', 'f'), 'breaks its checksum'],
])('%j is refused', (text, says) => {
  const refused = parseAddress(text);
  expect(refused).toMatchObject({ ok: false, code: 'bad_address' });
  expect(!refused.ok && refused.message).toContain(says);
});

test('the checksum is that of another library, for more accounts than are kept', () => {
  const bytes = fc.uint8Array({ minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(bytes, (raw) => {
      const text = `0x${Buffer.from(raw).toString('hex')}`;
      expect(parseAddress(text)).toEqual({ ok: true, value: getAddress(text) });
    }),
    { numRuns: 1_100 },
  );
});

test('the contracts are written with their checksums', () => {
  for (const { address } of [EXCHANGE_V2, NEG_RISK_EXCHANGE_V2, EXCHANGE_V3]) {
    expect(parseAddress(address)).toEqual({ ok: true, value: address });
  }
});
