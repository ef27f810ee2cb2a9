import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';

/** How much work it is to try a passphrase: 128 MB and about half a second each. */
export type SealingCost = { readonly n: number; readonly r: number; readonly p: number };

const COST: SealingCost = { n: 2 ** 17, r: 8, p: 1 };
/** A file that asks for more would keep this program busy for minutes. */
const MEMORY_MOST = 2 ** 30;

const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Of AES-GCM; never used twice with one key, as each sealing has its own salt. */
const NONCE_BYTES = 12;

const base64 = (bytes: number) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((buffer) => buffer.length === bytes, `is not ${bytes} bytes`);
const power = z.number().int().positive();
const sealed = z.object({
  kdf: z.object({
    name: z.literal('scrypt'),
    n: power.refine((n) => Number.isInteger(Math.log2(n)), 'is no power of two'),
    r: power,
    p: power,
    salt: base64(SALT_BYTES),
  }),
  cipher: z.object({
    name: z.literal('aes-256-gcm'),
    nonce: base64(NONCE_BYTES),
    tag: base64(16),
    text: z.base64().transform((text) => Buffer.from(text, 'base64')),
  }),
});

/** A secret that only a passphrase opens, ready for JSON. */
export type Sealed = {
  readonly kdf: SealingCost & { readonly name: 'scrypt'; readonly salt: string };
  readonly cipher: Readonly<Record<'nonce' | 'tag' | 'text', string>> & {
    readonly name: 'aes-256-gcm';
  };
};

/** `label` is not secret, and bound to the secret: another label does not open it. */
export async function seal(
  secret: Secret,
  passphrase: Secret,
  label: string,
  cost: SealingCost = COST,
): Promise<Sealed> {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const key = await keyOf(passphrase, salt, cost);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(label));
  const text = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
  const tag = cipher.getAuthTag();
  return {
    kdf: { name: 'scrypt', ...cost, salt: salt.toString('base64') },
    cipher: {
      name: 'aes-256-gcm',
      nonce: nonce.toString('base64'),
      tag: tag.toString('base64'),
      text: text.toString('base64'),
    },
  };
}

/** Refuses what is no sealed text, and a passphrase that does not open it, without a hint. */
export async function unseal(
  value: unknown,
  passphrase: Secret,
  label: string,
): Promise<Result<Secret>> {
  const read = sealed.safeParse(value);
  if (!read.success) return refuse('not_sealed', z.prettifyError(read.error));
  const { kdf, cipher } = read.data;
  if (memoryOf(kdf) > MEMORY_MOST) {
    return refuse('not_sealed', `the key derivation asks for ${memoryOf(kdf)} bytes of memory`);
  }
  const key = await keyOf(passphrase, kdf.salt, kdf);
  const opener = createDecipheriv('aes-256-gcm', key, cipher.nonce)
    .setAAD(Buffer.from(label))
    .setAuthTag(cipher.tag);
  try {
    const text = Buffer.concat([opener.update(cipher.text), opener.final()]);
    return ok(new Secret(text.toString('utf8')));
  } catch {
    return refuse('wrong_passphrase', 'the passphrase does not open it, or it was changed');
  }
}

function keyOf(passphrase: Secret, salt: Buffer, cost: SealingCost): Promise<Buffer> {
  const { n: N, r, p } = cost;
  // Some platforms write an accented letter as one character, some as two.
  const text = passphrase.reveal().normalize('NFKC');
  const maxmem = 2 * memoryOf(cost);
  return new Promise((resolve, reject) => {
    scrypt(text, salt, KEY_BYTES, { N, r, p, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** Bytes, RFC 7914. */
function memoryOf({ n, r, p }: SealingCost): number {
  return 128 * r * (n + p);
}
