// An API key whose parts a test looks for in what was written or sent.
import { Secret } from '../../src/domain/secret.ts';
import type { ApiCredentials } from '../../src/polymarket/signing/api-credentials.ts';

export const KEY_WORDS = {
  key: 'id-4711',
  secret: 'bm8tb25lLXNlZXMtdGhpcw==',
  passphrase: 'sesame-0815',
};

export const KEY: ApiCredentials = {
  key: KEY_WORDS.key,
  secret: new Secret(KEY_WORDS.secret),
  passphrase: new Secret(KEY_WORDS.passphrase),
};
