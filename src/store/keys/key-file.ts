import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type OwnedWallet, WALLET_KINDS } from '../../domain/owned-wallet.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';
import { type Sealed, type SealingCost, seal, unseal } from './sealed-text.ts';

/** What a wallet needs to trade. */
export type WalletSecrets = {
  /** 0x and 64 hex digits. */
  readonly privateKey: Secret;
  /** The venue's API key; undefined: not derived yet. */
  readonly api:
    | { readonly key: string; readonly secret: Secret; readonly passphrase: Secret }
    | undefined;
  /** The wallet that the key trades for; undefined: it trades for itself. */
  readonly wallet?: OwnedWallet | undefined;
};

const VERSION = 1;
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const outside = z.object({
  format: z.literal('polydesk-key'),
  version: z.literal(VERSION),
  address: z.string().regex(ADDRESS),
  sealed: z.unknown(),
});
const inside = z.object({
  privateKey: z.string().regex(/^0x[0-9a-f]{64}$/),
  api: z
    .object({ key: z.string().min(1), secret: z.string().min(1), passphrase: z.string().min(1) })
    .optional(),
  // Sealed, though no secret: whoever changed it would change whose money is traded.
  wallet: z.object({ kind: z.enum(WALLET_KINDS), address: z.string().regex(ADDRESS) }).optional(),
});

/** Only its owner may read the file; the folder too, where it has to be made. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Whether a file is there. */
export async function hasKeyFile(path: string): Promise<boolean> {
  return (await statOf(path)) !== undefined;
}

/**
 * Writes the secrets of a wallet under a passphrase. The file is whole or not there: it is written
 * beside its place and moved. An old one is replaced: ask first.
 */
export async function writeKeyFile(
  path: string,
  address: string,
  { privateKey, api, wallet }: WalletSecrets,
  passphrase: Secret,
  cost?: SealingCost,
): Promise<void> {
  const plain = {
    privateKey: privateKey.reveal(),
    api: api && {
      key: api.key,
      secret: api.secret.reveal(),
      passphrase: api.passphrase.reveal(),
    },
    wallet,
  };
  const sealed: Sealed = await seal(
    new Secret(JSON.stringify(plain)),
    passphrase,
    labelOf(address),
    cost,
  );
  const text = JSON.stringify({ format: 'polydesk-key', version: VERSION, address, sealed });
  await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
  const beside = `${path}.new`;
  await writeFile(beside, `${text}\n`, { mode: FILE_MODE });
  // A file that lay there before keeps its own mode.
  await chmod(beside, FILE_MODE);
  await rename(beside, path);
}

/** The address alone, without the passphrase. Refuses as {@link openKeyFile}. */
export async function addressIn(path: string): Promise<Result<string>> {
  const read = await readOutside(path);
  return read.ok ? ok(read.value.address) : read;
}

/**
 * Refuses with code no_key_file, open_permissions (others may read it: it may be known),
 * bad_key_file or wrong_passphrase; the message says what to do.
 */
export async function openKeyFile(
  path: string,
  passphrase: Secret,
): Promise<Result<WalletSecrets & { readonly address: string }>> {
  const read = await readOutside(path);
  if (!read.ok) return read;
  const { address, sealed } = read.value;
  const opened = await unseal(sealed, passphrase, labelOf(address));
  if (!opened.ok) {
    if (opened.code === 'wrong_passphrase')
      return refuse(opened.code, `${path}: ${opened.message}`);
    return notAKey(path, opened.message);
  }
  const plain = inside.safeParse(parsed(opened.value.reveal()));
  // Never what it says: it might be repeated in an error.
  if (!plain.success) return notAKey(path, 'what it seals is no key');
  const { privateKey, api, wallet } = plain.data;
  return ok({
    address,
    privateKey: new Secret(privateKey),
    api: api && {
      key: api.key,
      secret: new Secret(api.secret),
      passphrase: new Secret(api.passphrase),
    },
    wallet,
  });
}

async function readOutside(path: string): Promise<Result<z.output<typeof outside>>> {
  const found = await statOf(path);
  if (found === undefined) return refuse('no_key_file', `${path} is not there`);
  // Windows has other means, which these bits do not tell.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    const mode = (found.mode & 0o777).toString(8);
    return refuse(
      'open_permissions',
      `${path} may be read by others (mode ${mode}): run "chmod 600 ${path}", and use another ` +
        'wallet if somebody may have read it',
    );
  }
  const read = outside.safeParse(parsed(await readFile(path, 'utf8')));
  return read.success ? ok(read.data) : notAKey(path, z.prettifyError(read.error));
}

async function statOf(path: string) {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

function labelOf(address: string): string {
  return `polydesk-key ${VERSION} ${address.toLowerCase()}`;
}

function notAKey(path: string, why: string): Result<never> {
  return refuse('bad_key_file', `${path} is no key file of this program: ${why}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
