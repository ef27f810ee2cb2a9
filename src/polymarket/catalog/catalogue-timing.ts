import type { UpDownFrame } from '../../domain/up-down-rule.ts';
import type { BackoffBounds } from '../../net/backoff.ts';

/** When the catalogue asks and tells; all in ms. */
export type CatalogueTiming = {
  /** Windows known ahead of the one that is open. */
  readonly windowsAhead: number;
  /** `closing` is told so long before the close. */
  readonly closingMs: number;
  /** The clock is looked at no less often: it may be set while nothing is due. */
  readonly turnMs: number;
  /** Waits until Gamma and CLOB both know a market. */
  readonly finding: BackoffBounds;
  /** Waits until it takes orders. */
  readonly waiting: BackoffBounds;
  /** Waits between looks at a market that trades and whose close nobody knows ahead. */
  readonly minding: BackoffBounds;
  /** A window is looked for under the tag so long after it was first looked for by its name. */
  readonly checkMs: number;
  /** A resolution is looked at once more after so long, then believed. */
  readonly confirmMs: number;
  readonly settling: Readonly<Record<UpDownFrame | 'other', Settling>>;
  /** Questions asked at the same time. */
  readonly questionsMost: number;
};

export type Settling = {
  /** First look after the close, or after it was noticed. */
  readonly firstMs: number;
  /** Waits after that. */
  readonly waits: BackoffBounds;
  /** Undecided so long after the close is late. */
  readonly lateMs: number;
};

const MINUTE = 60_000;

// Windows on Chainlink were closed 16 to 90 s after their end, hours and days after 12 min to 2.5 h
// (protocol notes §2.2; Gamma rows of 2025-07 to 2026-02).
const SOON: Settling = {
  firstMs: 15_000,
  waits: { leastMs: 2_000, firstMs: 5_000, mostMs: 30_000 },
  lateMs: 10 * MINUTE,
};
const LATER: Settling = {
  firstMs: MINUTE,
  waits: { leastMs: 15_000, firstMs: MINUTE, mostMs: 5 * MINUTE },
  lateMs: 240 * MINUTE,
};

// The oracle's word on other markets takes hours, with a dispute days (not measured): no hurry.
const AT_LEISURE: Settling = {
  firstMs: MINUTE,
  waits: { leastMs: MINUTE, firstMs: 2 * MINUTE, mostMs: 10 * MINUTE },
  lateMs: 24 * 60 * MINUTE,
};

export const CATALOGUE_TIMING: CatalogueTiming = {
  windowsAhead: 2,
  closingMs: 10_000,
  turnMs: 1_000,
  finding: { leastMs: 500, firstMs: 2_000, mostMs: 30_000 },
  waiting: { leastMs: 1_000, firstMs: 5_000, mostMs: 30_000 },
  // Books of a market that is over cost nothing, so its close may be noticed minutes late.
  minding: { leastMs: 30_000, firstMs: MINUTE, mostMs: 5 * MINUTE },
  checkMs: 30_000,
  confirmMs: 10 * MINUTE,
  settling: { '5m': SOON, '15m': SOON, '4h': SOON, '1h': LATER, daily: LATER, other: AT_LEISURE },
  questionsMost: 4,
};
