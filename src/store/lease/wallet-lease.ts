import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { claim, giveBack, textOf } from '../../locks/claim-file.ts';
import { lockText } from '../../locks/lock-owner.ts';
import { writeDurably } from '../write-durably.ts';
import { holderIn, isHolderAlive, leaseText } from './lease-text.ts';

const LEASE_FILE = 'desk.lease';
/** The last token given: it stays when the lease is given back, so that tokens only rise. */
const TOKEN_FILE = 'desk.token';

const HELD = ok(undefined);

/**
 * The right to trade a wallet, held by one desk of a machine at a time. It does not run out: it
 * ends when it is given back, or when its process does.
 */
export class WalletLease {
  /** Rises with every holder: of two that both believe to hold the wallet, the higher one does. */
  readonly token: number;
  readonly #path: string;
  readonly #text: string;
  #loss: Refusal | undefined;
  /** Of the file when it was last read. */
  #mark: string | undefined;

  private constructor(path: string, text: string, token: number) {
    this.#path = path;
    this.#text = text;
    this.token = token;
  }

  /**
   * Takes the lease of the wallet that a folder belongs to; that of a dead process is taken over.
   * Refuses with `locked`, naming the holder, and `lease_damaged` where the last token is unknown.
   */
  static async take(folder: string, at: Timestamp): Promise<Result<WalletLease>> {
    const path = join(folder, LEASE_FILE);
    const owner = lockText();
    const claimed = leaseText(owner, { host: hostname(), startedAt: at, token: undefined });
    const other = await claim(path, claimed, isHolderAlive);
    if (other !== undefined) return refuse('locked', heldBy(other, folder, path));
    try {
      const token = await nextToken(join(folder, TOKEN_FILE));
      if (!token.ok) {
        await giveBack(path, claimed);
        return token;
      }
      const text = leaseText(owner, { host: hostname(), startedAt: at, token: token.value });
      await writeDurably(path, text);
      return ok(new WalletLease(path, text, token.value));
    } catch (error) {
      await giveBack(path, claimed);
      throw error;
    }
  }

  /**
   * Whether the file still says that the wallet is ours, by its token. Once it does not, never
   * again (`lease_lost`): meanwhile somebody else may have traded. Asked before each order: it
   * looks whether the file is the one that was read, and reads another.
   */
  get state(): Result<void> {
    if (this.#loss !== undefined) return this.#loss;
    const mark = markOf(this.#path);
    if (mark !== undefined && mark === this.#mark) return HELD;
    const text = textNow(this.#path);
    if (text === this.#text) {
      this.#mark = mark;
      return HELD;
    }
    this.#loss = lostTo(text, this.token);
    return this.#loss;
  }

  /** Gives it back, unless somebody else has it by now. */
  async release(): Promise<void> {
    this.#loss ??= refuse('lease_lost', 'the lease of the wallet was given back');
    await giveBack(this.#path, this.#text);
  }
}

async function nextToken(path: string): Promise<Result<number>> {
  const text = (await textOf(path)).trim();
  const last = text === '' ? 0 : Number(text);
  if (!Number.isSafeInteger(last) || last < 0) {
    return refuse('lease_damaged', `${path} is not the number of the last desk: delete it`);
  }
  await writeDurably(path, `${last + 1}\n`);
  return ok(last + 1);
}

function heldBy(text: string, folder: string, path: string): string {
  const { processId, host, startedAt, token } = holderIn(text);
  const since =
    startedAt === undefined ? '' : `, since ${new Date(startedAt / 1_000).toISOString()}`;
  const place = host === undefined ? '' : ` on ${host}`;
  const number = token === undefined ? '' : `, token ${token}`;
  return (
    `another desk (process ${processId}${place}${since}${number}) trades the wallet of ` +
    `${folder}: end it with "polydesk stop"; if it is gone, delete ${path}`
  );
}

function lostTo(text: string | undefined, own: number): Refusal {
  const { processId, token } = holderIn(text ?? '');
  const other = token === undefined ? 'nobody' : `process ${processId} by token ${token}`;
  return refuse(
    'lease_lost',
    `the wallet is no longer this desk's (token ${own}): its lease says ${other}. ` +
      'Nothing is sent or written any more; start anew when the other desk has ended',
  );
}

/** Another for each file that ever stood there, and for each change of one; undefined: none. */
function markOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
}

function textNow(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
