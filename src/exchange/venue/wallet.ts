import type { Account } from '../../domain/account.ts';
import type { Timestamp } from '../../domain/units.ts';

/**
 * How orders for a wallet are signed: 0 by itself, 1 for a proxy, 2 for a Safe, 3 for a deposit
 * wallet (protocol notes §4.1).
 */
export type SignatureType = 0 | 1 | 2 | 3;

/** Whoever pays and receives: an account of matching under an address. */
export type Wallet = {
  /** "0x" and 40 hex digits, lower case. */
  readonly address: string;
  /** Its number in matching. */
  readonly owner: number;
  readonly account: Account;
  /** The signer that may act for it; its own address where that signs itself. */
  readonly signer: string;
  /** Of the order that opened it. */
  readonly signatureType: SignatureType;
  readonly openedAt: Timestamp;
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
