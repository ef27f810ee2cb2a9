import type { VenueOrderId } from '../../../domain/ids.ts';
import { ok, refuse } from '../../../domain/result.ts';
import type { Answer } from '../notes.ts';
import { names, object, single } from '../object.ts';
import { leaf, type Parser, readAnswer, rows, table } from '../parser.ts';
import { type Address, address, chainUnits, flag, orderId, text } from '../values.ts';

/** What is ours at the venue, and what its contracts may move of it. */
export type BalanceAllowance = {
  /** Dollars or shares, by what was asked for, in units of 1e-6. */
  readonly balance: number;
  /** By contract, in units of 1e-6; a full allowance does not fit a number. */
  readonly allowances: ReadonlyMap<Address, bigint>;
};

const wide: Parser<bigint> = leaf((value) =>
  typeof value === 'string' && /^\d{1,78}$/.test(value)
    ? ok(BigInt(value))
    : refuse('not_chain_units', 'not an integer amount in units of 1e-6'),
);

/** Before several contracts there was one `allowance`, of nobody in particular. */
const UNREAD = names('allowance');

const balanceAllowance: Parser<BalanceAllowance> = object('balance', UNREAD, (fields) => ({
  balance: fields.vital('balance', chainUnits),
  allowances: fields.soft('allowances', table(address, wide)) ?? new Map(),
}));

/** GET /balance-allowance and its update. */
export function readBalanceAllowance(body: string): Answer<BalanceAllowance> {
  return readAnswer(body, balanceAllowance);
}

/** Secrets: never to be logged, quoted or written. */
export type ApiCredentials = {
  readonly key: string;
  readonly secret: string;
  readonly passphrase: string;
};

const credentials: Parser<ApiCredentials> = object('api_key', names(), (fields) => ({
  key: fields.vital('apiKey', text),
  secret: fields.vital('secret', text),
  passphrase: fields.vital('passphrase', text),
}));

/** POST /auth/api-key and GET /auth/derive-api-key. */
export function readApiCredentials(body: string): Answer<ApiCredentials> {
  return readAnswer(body, credentials);
}

/** GET /auth/api-keys: the keys alone. */
export function readApiKeys(body: string): Answer<readonly string[]> {
  return readAnswer(body, single('apiKeys', rows(text)));
}

/** GET /auth/ban-status/closed-only: may this account only reduce what it has? */
export function readClosedOnly(body: string): Answer<boolean> {
  return readAnswer(body, single('closed_only', flag));
}

/** GET /order-scoring: does this order earn liquidity rewards? */
export function readOrderScoring(body: string): Answer<boolean> {
  return readAnswer(body, single('scoring', flag));
}

/** POST /orders-scoring. */
export function readOrdersScoring(body: string): Answer<ReadonlyMap<VenueOrderId, boolean>> {
  return readAnswer(body, table(orderId, flag));
}
