import type { Profit } from '../../../src/server/dashboard/history.ts';
import { useAnswer } from './use-answer.ts';
import { useDesk } from './use-desk.ts';

const EVERY_MS = 30_000;

/** A length of time up to now; days are those of UTC. */
export type Period = 'week' | 'month' | 'all';

/** What trades that are over came to; `net` is null where it is not known, and `why` says why. */
export type PastProfit = {
  readonly net: (strategy: string, period: Period) => number | null;
  readonly why: string;
};

/** Of past runs as well, from the archive. Real and simulated money are never added up. */
export function usePastProfit(): PastProfit {
  const answer = useAnswer<Profit>('/api/profit', EVERY_MS);
  const provenance = useDesk()?.provenance;
  if (answer === undefined) return { net: () => null, why: 'it is being read' };
  if (!answer.ok) return { net: () => null, why: answer.message };
  const rows = answer.value.strategies.filter((row) => row.provenance === provenance);
  const net = (strategy: string, period: Period) =>
    rows
      .filter((row) => row.strategy === strategy)
      .reduce((total, row) => total + row[period].net, 0);
  return { net, why: '' };
}
