/**
 * What an account can own and trade for at the venue instead of itself: a proxy of the venue's, a
 * Safe, or a deposit wallet, which new accounts are given. Venue docs, read 2026-11.
 */
export const WALLET_KINDS = ['proxy', 'safe', 'deposit'] as const;

export type OwnedWallet = {
  readonly kind: (typeof WALLET_KINDS)[number];
  /** 0x and 40 hex digits. */
  readonly address: string;
};
