import { ok } from '../../domain/result.ts';
import type { Address } from '../signing/address.ts';
import type { ApiCredentials } from '../signing/api-credentials.ts';
import { l2Headers } from '../signing/l2-auth.ts';
import type { ClobState } from './clob-state.ts';
import type { Authorize } from './service.ts';

/** Signs requests with an API key (L2), by the venue's time. `account`: the signer's address. */
export function withKey(
  account: Address,
  credentials: ApiCredentials,
  state: ClobState,
): Authorize {
  return async (request) => {
    const seconds = await state.seconds();
    return seconds.ok
      ? ok({ ...l2Headers(account, credentials, request, seconds.value) })
      : seconds;
  };
}
