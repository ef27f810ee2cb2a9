import { z } from 'zod';
import type { Result } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';

const time = z.number().transform((value) => value as Timestamp);

const pass = z.object({
  /** whole: every row; changes: latest change first, down to what is known. */
  kind: z.enum(['whole', 'changes']),
  startedAt: time,
  /** Where to go on; undefined: from the first page. */
  cursor: z.string().optional(),
  /** Latest change on its first page. */
  latest: time.optional(),
  /** Change of the last row read: the next one must not be later. */
  last: time.optional(),
});

const lane = z.object({
  /** The pass under way. */
  pass: pass.optional(),
  /** All changes up to then are known. */
  knownTo: time.optional(),
  wholeAt: time.optional(),
  /** The venue does not list latest changes first, as it was asked to: found out at that time. */
  unorderedAt: time.optional(),
});

export const scanState = z.object({
  version: z.literal(1),
  open: lane,
  closed: lane,
  /** Requests of the day, UTC. */
  calls: z.object({ day: z.string(), count: z.number() }),
});

export type ScanPass = z.output<typeof pass>;
/** How far the scan of open or of closed markets is. */
export type ScanLane = z.output<typeof lane>;
export type ScanState = z.output<typeof scanState>;

/** Where the place of a scan is kept, so that a restart goes on where it was. */
export type ScanStore = {
  /** Undefined: nothing is kept yet. */
  load(): Promise<Result<ScanState | undefined>>;
  /** Whole or not at all. */
  save(state: ScanState): Promise<Result<void>>;
};
