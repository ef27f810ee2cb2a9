import { ok, type Result } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';
import { PRIORITY } from '../../net/rate-limiter.ts';
import { type ApiCredentials, apiCredentials } from '../signing/api-credentials.ts';
import { type L1Headers, l1Headers } from '../signing/l1-auth.ts';
import type { Signer } from '../signing/signer.ts';
import { readApiCredentials } from '../wire/clob/account.ts';
import type { Answer } from '../wire/notes.ts';
import type { ClobState } from './clob-state.ts';
import type { VenueOutcome } from './outcome.ts';
import type { Authorize, VenueService } from './service.ts';
import type { Toll } from './venue-limiter.ts';

const TOLL: Toll = {
  limits: ['clob', 'apiKeys'],
  priority: PRIORITY.read,
  ageMsMost: 10_000,
};

/** Who proves to control an account: a key that is here, or somebody who asks one elsewhere. */
type LoginSigner = Signer | { login(seconds: number, nonce: number): Result<L1Headers> };

/** API keys, for whoever controls an account (L1). */
export class ClobLogin {
  readonly #service: VenueService;
  readonly #state: ClobState;

  constructor(service: VenueService, state: ClobState) {
    this.#service = service;
    this.#state = state;
  }

  /** Makes the account's key of this nonce; once there is one, {@link derive} it. */
  create(signer: LoginSigner, nonce = 0): Promise<VenueOutcome<ApiCredentials>> {
    return this.#service.send({
      method: 'POST',
      path: '/auth/api-key',
      toll: TOLL,
      authorize: this.#by(signer, nonce),
      read: readCredentials,
    });
  }

  /** The key of this nonce; refused with `no_api_key` where there is none. */
  derive(signer: LoginSigner, nonce = 0): Promise<VenueOutcome<ApiCredentials>> {
    return this.#service.ask({
      path: '/auth/derive-api-key',
      limits: TOLL.limits,
      authorize: this.#by(signer, nonce),
      read: readCredentials,
    });
  }

  /** Derives the key, or makes it where the venue says that there is none. */
  async deriveOrCreate(signer: LoginSigner, nonce = 0): Promise<VenueOutcome<ApiCredentials>> {
    const derived = await this.derive(signer, nonce);
    const isMissing = derived.kind === 'refused' && derived.error.code === 'no_api_key';
    return isMissing ? this.create(signer, nonce) : derived;
  }

  #by(signer: LoginSigner, nonce: number): Authorize {
    return async () => {
      const seconds = await this.#state.seconds();
      if (!seconds.ok) return seconds;
      if (!('login' in signer)) return ok({ ...l1Headers(signer, seconds.value, nonce) });
      const signed = signer.login(seconds.value, nonce);
      return signed.ok ? ok({ ...signed.value }) : signed;
    };
  }
}

function readCredentials(text: string): Answer<ApiCredentials> {
  const answer = readApiCredentials(text);
  if (!answer.ok) return answer;
  const { key, secret, passphrase } = answer.value;
  const wrapped: Result<ApiCredentials> = apiCredentials(
    key,
    new Secret(secret),
    new Secret(passphrase),
  );
  const { refusals, wrongFields, unknownFields } = answer;
  return { ...wrapped, refusals, wrongFields, unknownFields };
}
