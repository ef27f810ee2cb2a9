import { JOURNAL_VERSIONS, type RunBegun } from '../replay/written-run.ts';

/** A desk says what it heard: that tells whether its rows are of the real world. */
export type DeskBegun = RunBegun & { readonly heard: NonNullable<RunBegun['heard']> };

/**
 * The first record of a desk's journal, of a version that is read. What is tried on recordings is
 * no desk; and of a run that does not say what it heard nobody knows where its rows are from.
 */
export function deskBegun(record: unknown): DeskBegun | undefined {
  const begun = record as Partial<RunBegun> | undefined;
  if (begun?.kind !== 'RunBegun' || begun.mode === 'backtest') return undefined;
  const isRead = JOURNAL_VERSIONS.some((version) => version === begun.version);
  return isRead && begun.heard !== undefined ? (begun as DeskBegun) : undefined;
}
