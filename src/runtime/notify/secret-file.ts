import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';

/** A token is a line: what is longer is another file. */
const BYTES_MOST = 4_096;

/** Bits of a mode that let others in. */
const OPEN = 0o077;
/**
 * Of a credential of systemd: there the bit that lets a group read is the mask of the access list
 * that names our user alone (systemd 254 and later, its issue 29435; 2026-11).
 */
const OPEN_GIVEN = 0o037;

/**
 * What stands in a file that only its owner may read, without the space around it. Refuses
 * `no_token` where there is no such file, `open_permissions` and `bad_token`: by its name, never by
 * what it holds. `credentials`: the folder that systemd has made for this service alone.
 */
export function readSecretFile(path: string, credentials?: string): Result<Secret> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return refuse('no_token', `${path} cannot be read: ${code}`);
  }
  try {
    // Of the open file: it cannot be another by the time it is read.
    const found = fstatSync(file);
    if (!found.isFile()) return refuse('bad_token', `${path} is no file`);
    const isGiven = credentials !== undefined && dirname(resolve(path)) === resolve(credentials);
    // Windows has other means, which these bits do not tell.
    if (process.platform !== 'win32' && (found.mode & (isGiven ? OPEN_GIVEN : OPEN)) !== 0) {
      const mode = (found.mode & 0o777).toString(8);
      const what = `${path} may be read by others (mode ${mode}): run "chmod 600 ${path}"`;
      return refuse('open_permissions', `${what}; if somebody did, have BotFather revoke it`);
    }
    const bytes = Buffer.alloc(BYTES_MOST + 1);
    const length = readSync(file, bytes, 0, bytes.length, 0);
    if (length > BYTES_MOST) return refuse('bad_token', `${path} is too long to be a token`);
    return ok(new Secret(bytes.toString('utf8', 0, length).trim()));
  } finally {
    closeSync(file);
  }
}
