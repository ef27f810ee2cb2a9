import { invariant } from '../../domain/invariant.ts';

/** When the market channel does what. Durations in ms. */
export type MarketLimits = {
  readonly tokensPerSocket: number;
  readonly socketsMost: number;
  /** A subscription must bring a snapshot within this. */
  readonly snapshotMs: number;
  /** So often a subscription is repeated before the token moves to another socket. */
  readonly redrives: number;
  /** So often it moves before it counts as dead. */
  readonly moves: number;
  /** A dead token is tried again after this. */
  readonly restMs: number;
  /** A socket without frames for this long is looked into. */
  readonly stallMs: number;
  /** So many of its tokens are then compared with the witness. */
  readonly stallSamples: number;
  /** One token that is quieter than usual is compared each time this has passed. */
  readonly auditMs: number;
  /** A token is not quiet before this. */
  readonly quietMs: number;
  /** What the witness has seen gets so long to arrive on the socket. */
  readonly graceMs: number;
  /** Two clocks of the venue within this are the same time. */
  readonly slackMs: number;
  /** On the way to another socket, a snapshot may be older than the book by so much. */
  readonly replayMs: number;
  /** After a move the socket before is heard for so long: it may be behind with prints. */
  readonly lingerMs: number;
  /** A book may be crossed for this long. */
  readonly crossedMs: number;
  /** So many unreadable parts on a socket within `refusalMs` make its books untrusted. */
  readonly refusalsMost: number;
  readonly refusalMs: number;
  /** At most so often a nearly empty socket is emptied into others. */
  readonly compactMs: number;
  /** How often deadlines are looked at. */
  readonly patrolMs: number;
};

/** Beyond, the venue opens the socket and sends no snapshots (seen 2026). */
const TOKENS_MOST = 500;

const MARKET_LIMITS: MarketLimits = {
  // There is no published ceiling; larger sets were seen to stall without a word.
  tokensPerSocket: 200,
  socketsMost: 50,
  snapshotMs: 5_000,
  redrives: 2,
  moves: 2,
  restMs: 60_000,
  stallMs: 15_000,
  stallSamples: 3,
  auditMs: 5_000,
  quietMs: 10_000,
  graceMs: 2_000,
  // A snapshot may be stamped 5 ms before the change that it contains (recorded June 2025).
  slackMs: 20,
  replayMs: 1_000,
  lingerMs: 2_000,
  crossedMs: 1_000,
  refusalsMost: 20,
  refusalMs: 10_000,
  compactMs: 60_000,
  patrolMs: 250,
};

/** The defaults with changes. @throws InvariantError when more tokens a socket than can work. */
export function marketLimits(changes: Partial<MarketLimits>): MarketLimits {
  const limits = { ...MARKET_LIMITS, ...changes };
  const { tokensPerSocket } = limits;
  invariant(
    tokensPerSocket > 0 && tokensPerSocket <= TOKENS_MOST,
    `${tokensPerSocket} tokens a socket: between 1 and ${TOKENS_MOST}`,
  );
  return limits;
}
