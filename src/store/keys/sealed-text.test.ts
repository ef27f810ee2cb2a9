import { expect, test } from 'vitest';
import { Secret } from '../../domain/secret.ts';
import { type Sealed, seal, unseal } from './sealed-text.ts';

const CHEAP = { n: 1_024, r: 8, p: 1 };
const passphrase = new Secret('correct horse');
const sealedKey = (text = 'key ✓') => seal(new Secret(text), passphrase, 'wallet 0xabc', CHEAP);

test('comes back by its passphrase and label, however the passphrase is written', async () => {
  const opened = await unseal(await sealedKey(), passphrase, 'wallet 0xabc');
  expect(opened.ok && opened.value.reveal()).toBe('key ✓');
  const accented = await seal(new Secret('x'), new Secret('é'), 'l', CHEAP);
  expect(await unseal(accented, new Secret('e\u0301'), 'l')).toMatchObject({ ok: true });
});

test('is never sealed the same way twice, and shows nothing of its text', async () => {
  const [one, other] = [await sealedKey(), await sealedKey()];
  expect(one.cipher.text).not.toBe(other.cipher.text);
  expect(one.kdf.salt).not.toBe(other.kdf.salt);
  expect(JSON.stringify(one)).not.toContain(Buffer.from('key').toString('base64').slice(0, 4));
});

test('another passphrase or another label does not open it', async () => {
  const sealed = await sealedKey();
  for (const [words, label] of [
    ['correct hors', 'wallet 0xabc'],
    ['', 'wallet 0xabc'],
    ['correct horse', 'wallet 0xabd'],
  ] as const) {
    const opened = await unseal(sealed, new Secret(words), label);
    expect(opened).toMatchObject({ ok: false, code: 'wrong_passphrase' });
  }
});

const change = (sealed: Sealed, part: 'nonce' | 'tag' | 'text') => {
  const bytes = Buffer.from(sealed.cipher[part], 'base64');
  bytes[0] = (bytes[0] as number) ^ 1;
  return { ...sealed, cipher: { ...sealed.cipher, [part]: bytes.toString('base64') } };
};

test.each(['nonce', 'tag', 'text'] as const)('a changed %s is noticed', async (part) => {
  const opened = await unseal(change(await sealedKey(), part), passphrase, 'wallet 0xabc');
  expect(opened).toMatchObject({ ok: false, code: 'wrong_passphrase' });
});

test('what is none is refused with its place, and nothing is tried', async () => {
  const sealed = await sealedKey();
  const { kdf } = sealed;
  for (const [value, place] of [
    [undefined, 'expected object'],
    [{ ...sealed, cipher: { ...sealed.cipher, nonce: 'AAAA' } }, 'cipher.nonce'],
    [{ ...sealed, kdf: { ...kdf, n: 1_000 } }, 'kdf.n'],
    [{ ...sealed, kdf: { ...kdf, n: 2 ** 30 } }, 'bytes of memory'],
    [{ ...sealed, kdf: { ...kdf, name: 'md5' } }, 'kdf.name'],
  ] as const) {
    const opened = await unseal(value, passphrase, 'wallet 0xabc');
    expect(opened).toMatchObject({ ok: false, code: 'not_sealed' });
    expect(opened.ok || opened.message).toContain(place);
  }
});
