import { SCALE } from '../domain/units.ts';
import { dollars, percent } from '../report/format.ts';
import type { DeskRow } from '../screen/desk-document.ts';

/** What an account has lost, as far as that is known. */
export function lostInWords({ drawdown, dayLoss }: DeskRow['risk']): string {
  if (drawdown === null || dayLoss === null) return 'what is lost is not known yet';
  return `${percent(drawdown / SCALE)} % below the highest, ${dollars(dayLoss)} lost today`;
}
