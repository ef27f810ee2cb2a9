import { z } from 'zod';
import type { RiskStanding } from '../../domain/risk-standing.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import type { AlarmListener } from '../supervise/alarm.ts';
import { tellStopped } from './risk-alarm.ts';

const whole = z.number().int();

/** A standing in the file of an account. JSON leaves out what is undefined. */
export const RISK_FIELDS = z.object({
  mode: z.enum(['normal', 'reduce', 'killed', 'cooling']),
  cause: z.enum(['drawdown', 'day_loss']).optional(),
  killedAt: whole.optional(),
  until: whole.optional(),
  equity: whole.optional(),
  highWater: whole.optional(),
  day: whole,
  dayEquity: whole.optional(),
  recoveries: whole.nonnegative(),
});

/** In a wallet's journal: where it stands against its limits of loss, until the next of these. */
export type RiskKept = {
  readonly kind: 'RiskKept';
  readonly at: Timestamp;
  readonly standing: RiskStanding;
};

/** A person says that it may be gone on after a kill: what is lost counts anew from here. */
export type KillCleared = { readonly kind: 'KillCleared'; readonly at: Timestamp };

/** As the earlier runs of a wallet have left it; undefined: they have not, or it was cleared. */
export function standingBefore({
  records,
}: Pick<FileJournal, 'records'>): RiskStanding | undefined {
  const last = records.findLast(({ value }) => isWord(value))?.value;
  return isWord(last) && last.kind === 'RiskKept' ? last.standing : undefined;
}

/**
 * What a run goes on from. A person may say that it counts anew: that is written down. Tells what
 * is stopped.
 */
export function standingToGoOn(
  journal: Pick<FileJournal, 'records' | 'append'>,
  { resumeAfterKill }: { readonly resumeAfterKill?: boolean },
  at: Timestamp,
  onAlarm: AlarmListener,
): RiskStanding | undefined {
  if (resumeAfterKill === true) {
    journal.append({ kind: 'KillCleared', at } satisfies KillCleared);
    return undefined;
  }
  const standing = standingBefore(journal);
  tellStopped(standing, onAlarm);
  return standing;
}

function isWord(value: unknown): value is RiskKept | KillCleared {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'RiskKept' || value.kind === 'KillCleared';
}
