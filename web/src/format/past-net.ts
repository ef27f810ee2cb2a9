import type { DeskRow } from '../../../src/screen/desk-document.ts';
import { isSimulated } from '../../../src/screen/is-simulated.ts';
import type { Profit } from '../../../src/server/dashboard/history.ts';

/** A length of time up to now; days are those of UTC. */
export type Period = 'week' | 'month' | 'all';

/**
 * What a strategy's trades that are over came to, of past runs as well. Of a desk on paper those
 * are simulated, wherever its prices are from: real and simulated money are never added up, nor is
 * what was made of real prices and of invented ones.
 */
export function pastNet(
  { strategies }: Pick<Profit, 'strategies'>,
  desk: Pick<DeskRow, 'mode' | 'provenance'>,
  strategy: string,
  period: Period,
): number {
  return strategies
    .filter((row) => row.strategy === strategy && isAlike(row, desk))
    .reduce((total, row) => total + row[period].net, 0);
}

type Row = Pick<Profit['strategies'][number], 'provenance' | 'prices'>;

function isAlike(row: Row, desk: Pick<DeskRow, 'mode' | 'provenance'>): boolean {
  const isMoney = (row.provenance === 'simulated') === isSimulated(desk);
  return isMoney && (row.prices === 'simulated') === (desk.provenance === 'simulated');
}
