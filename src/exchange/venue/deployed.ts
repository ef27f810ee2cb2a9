import type { LocalVenue } from './local-venue.ts';

/**
 * Whether a wallet that others sign for is on chain at an address, lower case: no wallet has to be
 * made here, so those of a signer are from its first key on, and others from their first order on.
 * Whatever nobody has named is none, as far as anybody knows.
 */
export function isDeployed(address: string, { wallets, keys }: LocalVenue): boolean {
  const known = wallets.get(address);
  return known === undefined ? keys.ownerOf(address) !== undefined : known.signatureType !== 0;
}
