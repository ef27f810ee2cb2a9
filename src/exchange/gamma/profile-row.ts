import type { Wallet } from '../venue/wallet.ts';
import { isoMicros, type Row } from '../wire/forms.ts';

/** GET /public-profile. Nobody has a face or a name here; strict clients want the fields. */
export function profileRow({ address, openedAt }: Wallet): Row {
  return {
    createdAt: isoMicros(openedAt),
    proxyWallet: address,
    profileImage: '',
    displayUsernamePublic: false,
    bio: '',
    pseudonym: '',
    name: '',
    users: null,
    xUsername: null,
    verifiedBadge: false,
  };
}
