import type { DeskRow, LimitRow } from '../../../src/screen/desk-document.ts';
import { units, usd } from './amount.ts';

type Desk = Pick<DeskRow, 'equity' | 'cash' | 'pending' | 'exposure'> & {
  readonly risk: Pick<DeskRow['risk'], 'mode' | 'cause' | 'isStopping'>;
};
type Limit = LimitRow | undefined;

/**
 * The most that equity can fall by from now until the day ends; null: equity is not known. Nothing
 * is bought on credit, so it is never more than all of it. Limits make it no less for sure: what is
 * lost makes room for more, and what is held when a guard stops it may be worth more than it cost.
 */
export function mostToLose(desk: Desk, openOrders: number | null): number | null {
  const { equity, cash, pending } = desk;
  if (equity === null) return null;
  // An order that is open may fill, and a sale that the chain takes back is shares again.
  const isSettled = openOrders === 0 && pending === 0;
  return opensNothingToday(desk) && isSettled ? equity - cash : equity;
}

/** After a drawdown it may go on by itself the same day. */
function opensNothingToday({ risk: { mode, cause, isStopping } }: Desk): boolean {
  return isStopping || (isKilled(mode) && cause === 'day_loss');
}

function isKilled(mode: DeskRow['risk']['mode']): boolean {
  return mode === 'killed' || mode === 'cooling';
}

/** How much more may come to be at risk. */
export function roomInWords({ cash, risk }: Desk, exposure: Limit): string {
  if (risk.isStopping || isKilled(risk.mode)) return 'Nothing more is opened now.';
  if (exposure === undefined) return 'How much more it may open is not known.';
  const reach = `as far as its cash of ${usd(cash)} reaches.`;
  if (exposure.most === null) return `It may open more without a limit, ${reach}`;
  const half = risk.mode === 'reduce' ? ' (half of it now that much is lost)' : '';
  return `It may open more until that is ${usd(exposure.most)}${half}, ${reach}`;
}

/** At which losses it stops by itself, and what can be lost even then. */
export function guardInWords(dayLoss: Limit, drawdown: Limit): string {
  if (dayLoss === undefined || drawdown === undefined) {
    return 'At which loss it stops is not known.';
  }
  const day = dayLoss.most === null ? [] : [`${usd(dayLoss.most)} in a UTC day`];
  const high = drawdown.most === null ? [] : [`${percent(drawdown.most)} from the highest equity`];
  const losses = [...day, ...high];
  if (losses.length === 0) return 'No limit is set on what it loses.';
  const comma = losses.length > 1 ? ',' : '';
  return (
    `At a loss of ${losses.join(', or of ')}${comma} it cancels everything and opens nothing` +
    ' more; what is held then can still lose all that it is worth.'
  );
}

function percent(millionths: number): string {
  return `${units(millionths * 100, millionths % 10_000 === 0 ? 0 : 1)} %`;
}
