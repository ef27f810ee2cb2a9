import type { Alarm } from '../supervise/alarm.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';

/** What the thread is to follow. */
export type StoreChoice = {
  readonly root: string;
  readonly run: string;
  readonly others: readonly string[];
};

/** What the thread does, each in a loop of its own. */
export const STORE_LOOPS = [
  'store',
  'log',
  'store of earlier runs',
  'log of earlier runs',
] as const;

export type StoreLoop = (typeof STORE_LOOPS)[number];

/** What the thread tells. */
export type StoreMessage =
  | { readonly kind: 'news'; readonly text: string }
  | { readonly kind: 'health'; readonly health: LoopHealth }
  | { readonly kind: 'alarm'; readonly alarm: Alarm; readonly health: LoopHealth }
  /** `untaken`: what kept the rest of the journal out, and of what. */
  | { readonly kind: 'ended'; readonly untaken: readonly string[] };
