import type { Account } from '../../domain/account.ts';

/** Whoever pays and receives: an account of matching under an address. */
export type Wallet = {
  /** "0x" and 40 hex digits, lower case. */
  readonly address: string;
  /** Its number in matching. */
  readonly owner: number;
  readonly account: Account;
  /** The signer that may act for it; its own address where that signs itself. */
  readonly signer: string;
};

/** What a signer uses to sign requests. The secret ones are made here and worth nothing outside. */
export type ApiKey = {
  /** A UUID; orders name it as their owner. */
  readonly id: string;
  readonly secret: string;
  readonly passphrase: string;
  /** The signing account, lower case. */
  readonly signer: string;
  /** The same nonce derives the same key. */
  readonly nonce: string;
};
