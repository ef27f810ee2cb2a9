import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { type Bucket, bucketOf } from '../../net/bucket.ts';
import type { Monotonic } from '../../ports/clock.ts';
import type { ExchangeTime } from '../exchange-time.ts';

export type Share = 'orders' | 'cancels';

/** How much one signer may do; each share fills up steadily to its burst. */
export type SignerTier = {
  readonly name: string;
} & Readonly<Record<Share, { readonly perSecond: number; readonly burst: number }>>;

/** What the venue gives to everybody. Docs trading-rate-limits, read 2026-10. */
export const STANDARD: SignerTier = {
  name: 'Standard',
  orders: { perSecond: 40, burst: 60 },
  cancels: { perSecond: 80, burst: 120 },
};

export type Admission = {
  readonly isAdmitted: boolean;
  readonly headers: Readonly<Record<string, string>>;
};

const UNLIMITED: Admission = { isAdmitted: true, headers: {} };

/** The venue's limiter of orders and cancels by signer; a tier of undefined limits nobody. */
export class SignerLimits {
  readonly #tier: SignerTier | undefined;
  readonly #time: ExchangeTime;
  readonly #buckets: Readonly<Record<Share, Map<string, Bucket>>> = {
    orders: new Map(),
    cancels: new Map(),
  };

  constructor(tier: SignerTier | undefined, time: ExchangeTime) {
    this.#tier = tier;
    this.#time = time;
  }

  /** Takes `cost` all at once, or nothing. More than the burst can never pass. */
  admit(share: Share, signer: string, cost: number): Admission {
    if (this.#tier === undefined) return UNLIMITED;
    const bucket = this.#bucket(share, signer, this.#tier);
    const now = this.#now();
    const passesAt = bucket.availableAt(cost, now);
    const isAdmitted = passesAt <= now;
    if (isAdmitted) bucket.take(cost, now);
    const headers = this.#headers(bucket, isAdmitted ? now : passesAt, this.#tier);
    if (isAdmitted) return { isAdmitted, headers };
    const seconds = Math.max(1, Math.ceil((passesAt - now) / MICROS_PER_SECOND));
    return { isAdmitted, headers: { ...headers, 'Retry-After': String(seconds) } };
  }

  /** What was done is paid for afterwards, into debt if need be; returns the headers then. */
  debit(share: Share, signer: string, cost: number): Admission['headers'] {
    if (this.#tier === undefined) return {};
    const bucket = this.#bucket(share, signer, this.#tier);
    const now = this.#now();
    bucket.take(cost, now);
    return this.#headers(bucket, bucket.availableAt(1, now), this.#tier);
  }

  #headers(bucket: Bucket, endsAt: number, { name }: SignerTier): Record<string, string> {
    return {
      'Poly-RateLimit-Remaining': String(Math.floor(bucket.most - bucket.taken(this.#now()))),
      'Poly-RateLimit-Reset': String(Math.ceil(endsAt / MICROS_PER_SECOND)),
      'Poly-RateLimit-Tier': name,
    };
  }

  #bucket(share: Share, signer: string, tier: SignerTier): Bucket {
    let bucket = this.#buckets[share].get(signer);
    if (bucket === undefined) {
      bucket = bucketOf({ kind: 'tokens', ...tier[share] }, this.#now());
      this.#buckets[share].set(signer, bucket);
    }
    return bucket;
  }

  /** The exchange's time never goes back, so that it can measure too. */
  #now(): Monotonic {
    return this.#time.now() as number as Monotonic;
  }
}
