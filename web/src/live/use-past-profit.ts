import type { Profit } from '../../../src/server/dashboard/history.ts';
import { type Period, pastNet } from '../format/past-net.ts';
import { useAnswer } from './use-answer.ts';
import { useDesk } from './use-desk.ts';

const EVERY_MS = 30_000;

/** What trades that are over came to; `net` is null where it is not known, and `why` says why. */
export type PastProfit = {
  readonly net: (strategy: string, period: Period) => number | null;
  readonly why: string;
};

/** Of past runs as well, from the archive. Real and simulated money are never added up. */
export function usePastProfit(): PastProfit {
  const answer = useAnswer<Profit>('/api/profit', EVERY_MS);
  const desk = useDesk();
  if (answer === undefined) return { net: () => null, why: 'it is being read' };
  if (!answer.ok) return { net: () => null, why: answer.message };
  if (desk === undefined) return { net: () => null, why: 'the desk was not heard yet' };
  return {
    net: (strategy, period) => pastNet(answer.value, desk, strategy, period),
    why: '',
  };
}
