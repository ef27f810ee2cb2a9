import type { ApiKeys } from '../venue/api-keys.ts';
import type { ApiKey } from '../venue/wallet.ts';
import { isRecord } from '../wire/record.ts';

/** The key that these words name and prove; undefined: they do not. */
export function keyOf(auth: unknown, keys: ApiKeys): ApiKey | undefined {
  if (!isRecord(auth) || typeof auth.apiKey !== 'string') return undefined;
  const key = keys.byId(auth.apiKey);
  const isProven = key?.secret === auth.secret && key?.passphrase === auth.passphrase;
  return isProven ? key : undefined;
}
