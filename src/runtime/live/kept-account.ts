import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { claim, giveBack } from '../../locks/claim-file.ts';
import { lockText, processOf } from '../../locks/lock-owner.ts';
import { isVenue, type Services } from '../../polymarket/services.ts';
import { localPlace } from '../local-place.ts';
import { ACCOUNT_FIELDS, accountOfFields, type PaperAccount } from './paper-account.ts';
import { readState, StateFile } from './state-file.ts';

type Run = {
  /** Of the run that wrote it: its dataset. */
  readonly run: string;
  /** Names of its strategies: positions are theirs by place. */
  readonly strategies?: readonly string[] | undefined;
};
type Written = PaperAccount & Run & { readonly venue: string };

const schema = z.object({
  venue: z.string(),
  run: z.string(),
  strategies: z.array(z.string()).optional(),
  ...ACCOUNT_FIELDS,
});

/** The right to change what is kept under an account's name. */
export type HeldAccount = {
  /** Gives it free for another run. */
  readonly close: () => Promise<void>;
};

/** An account on paper that outlives its runs, held by one run at a time. */
export type KeptAccount = HeldAccount & {
  readonly path: string;
  /** As the last run left it; undefined: there was none. */
  readonly before: (PaperAccount & Run) | undefined;
  readonly keep: (account: PaperAccount & Run) => Promise<void>;
};

/**
 * The account of that name, beside the recordings of its runs. Refuses `account_locked` while
 * another run trades with it, `bad_state`, and `other_venue`: shares of one exchange are nothing at
 * another. Where `isFresh`, what was left is not gone on with, and whatever stands there goes.
 */
export async function openAccount(
  root: string,
  name: string,
  services: Services,
  isFresh: boolean,
): Promise<Result<KeptAccount>> {
  const held = await holdAccount(root, name);
  if (!held.ok) return held;
  const { close } = held.value;
  const path = accountPath(root, name);
  const venue = placeOf(services);
  const before = isFresh ? ok(undefined) : await readAccount(path, venue);
  if (!before.ok) {
    await close();
    return before;
  }
  const file = new StateFile<Written>(path);
  const keep = (account: PaperAccount & Run) => file.keep({ venue, ...account });
  return ok({ path, before: before.value, keep, close });
}

/**
 * Whoever writes under an account's name holds it: a run, what it has and what its strategies
 * learn; a command, while it changes that. Refuses `account_locked`, naming the process.
 */
export function holdAccount(root: string, name: string): Promise<Result<HeldAccount>> {
  return holdState(accountPath(root, name), `the account ${name} of ${root}`);
}

/** Holds the file of an account, wherever it lies. Refuses `account_locked`: so and so uses it. */
export async function holdState(path: string, called: string): Promise<Result<HeldAccount>> {
  const lock = `${path}.lock`;
  const own = lockText();
  await mkdir(dirname(lock), { recursive: true });
  const other = await claim(lock, own);
  if (other === undefined) return ok({ close: () => giveBack(lock, own) });
  return refuse('account_locked', `process ${processOf(other)} uses ${called}`);
}

/** Does something with what an account has, while no run uses it. Refuses `account_locked`. */
export async function whileFree<T>(
  root: string,
  name: string,
  work: () => Promise<T>,
): Promise<Result<T>> {
  const held = await holdAccount(root, name);
  if (!held.ok) return held;
  try {
    return ok(await work());
  } finally {
    await held.value.close();
  }
}

function accountPath(root: string, name: string): string {
  return join(root, 'accounts', `${name}.json`);
}

async function readAccount(
  path: string,
  venue: string,
): Promise<Result<(PaperAccount & Run) | undefined>> {
  const read = await readState(path, schema, 'account of a run on paper');
  if (!read.ok || read.value === undefined) return read as Result<undefined>;
  const { venue: where, run, strategies } = read.value;
  if (where === venue) return ok({ run, strategies, ...accountOfFields(read.value) });
  return refuse('other_venue', `${path} is an account at ${where}, not at ${venue}`);
}

function placeOf(services: Services): string {
  return isVenue(services) ? 'polymarket' : localPlace(services.clob).host;
}
