import type { Result } from '../../domain/result.ts';
import type { Usd } from '../../domain/units.ts';
import type { PolicyLimits } from '../../polymarket/orders/signing-policy.ts';
import type { TradingAccount } from '../../polymarket/orders/trading-account.ts';
import type { Address } from '../../polymarket/signing/address.ts';
import type { Line } from './sync-line.ts';

/** What the signer's thread is started with; the passphrase comes this way once and never again. */
export type SignerStart = {
  readonly path: string;
  readonly passphrase: string;
  readonly limits: PolicyLimits;
  /** On which it is asked. */
  readonly line: Line;
};

/** The API key as it is sealed beside the private one, which never leaves the thread. */
export type PlainApiKey = {
  readonly key: string;
  readonly secret: string;
  readonly passphrase: string;
};

/** Its first word, before any request. */
export type SignerOpened = Result<{
  readonly address: Address;
  /** Whom it signs orders for, and for nobody else. */
  readonly account: TradingAccount;
  readonly api: PlainApiKey | undefined;
  readonly signedToday: Usd;
}>;
