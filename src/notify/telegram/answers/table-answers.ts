import { isClosed } from '../../../domain/order-status.ts';
import { SCALE, type Timestamp } from '../../../domain/units.ts';
import {
  dollars,
  percent,
  price,
  shares,
  signedDollars,
  timeOfDay,
  UNKNOWN,
} from '../../../report/format.ts';
import { table } from '../../../report/text/table.ts';
import type { DeskDocument } from '../../../screen/desk-document.ts';
import type { ProfitRow } from '../../desk-line.ts';

/** A phone shows no more of a table at once; the rest is told by its number. */
const ROWS_MOST = 30;

type Align = 'left' | 'right';
const left = (heading: string) => ({ heading, align: 'left' as Align });
const right = (heading: string) => ({ heading, align: 'right' as Align });

function tableOf(
  columns: readonly { readonly heading: string; readonly align: Align }[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const more = rows.length - ROWS_MOST;
  const shown = table(columns, rows.slice(0, ROWS_MOST));
  return more > 0 ? [...shown, `and ${more} more`] : shown;
}

export function positionLines({ positions }: DeskDocument): readonly string[] {
  const held = Object.values(positions).filter((position) => position.shares !== 0);
  if (held.length === 0) return ['No positions.'];
  const rows = held.map(({ market, outcome, label, shares: amount, cost, mark, isAwaiting }) => [
    market,
    label ?? (outcome === null ? UNKNOWN : `#${outcome + 1}`),
    shares(amount),
    dollars(cost),
    isAwaiting ? 'awaits' : mark === null ? UNKNOWN : price(mark),
  ]);
  return tableOf([left('market'), left(''), right('shares'), right('cost'), right('mark')], rows);
}

export function orderLines({ orders }: DeskDocument): readonly string[] {
  const open = Object.values(orders).filter(({ status }) => !isClosed(status));
  if (open.length === 0) return ['No open orders.'];
  const rows = open.map((order) => [
    order.market,
    `${order.side} ${order.label ?? `#${order.outcome + 1}`}`,
    price(order.price),
    `${shares(order.filled)}/${shares(order.size)}`,
    order.isUnknown ? 'UNKNOWN' : order.status,
    order.strategy,
  ]);
  const columns = [left('market'), left(''), right('price'), right('filled'), left(''), left('of')];
  return tableOf(columns, rows);
}

export function strategyLines({ strategies }: DeskDocument): readonly string[] {
  const rows = Object.entries(strategies).map(([name, row]) => [
    name,
    row.state,
    signedDollars(row.realized),
    signedDollars(row.today),
    dollars(row.exposure),
    String(row.fills),
    row.settled === 0 ? UNKNOWN : `${row.won}/${row.settled}`,
  ]);
  const columns = ['realized', 'today', 'exposure', 'fills', 'won'].map(right);
  const failures = Object.entries(strategies).flatMap(([name, { lastError }]) =>
    lastError === null ? [] : [`${name}: ${lastError}`],
  );
  const parts = Object.entries(strategies).flatMap(([name, { part }]) =>
    part === SCALE ? [] : [`${name}: may use ${percent(part / SCALE)} % of its limits`],
  );
  return [...tableOf([left('strategy'), left(''), ...columns], rows), ...parts, ...failures];
}

export function profitLines(rows: readonly ProfitRow[]): readonly string[] {
  if (rows.length === 0) return ['Nothing has ended in that time.'];
  const sum = (of: (row: ProfitRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const lines = rows.map(({ strategy, trades, won, net, fees }) => [
    strategy,
    signedDollars(net),
    dollars(fees),
    String(trades),
    percent(won / trades),
  ]);
  const trades = sum((row) => row.trades);
  const total = [
    'all',
    signedDollars(sum(({ net }) => net)),
    dollars(sum(({ fees }) => fees)),
    String(trades),
    percent(sum(({ won }) => won) / trades),
  ];
  const columns = ['net', 'fees', 'trades', 'won %'].map(right);
  return tableOf([left('strategy'), ...columns], rows.length === 1 ? lines : [...lines, total]);
}

/** What happened last, the newest at the end. */
export function logLines({ news }: DeskDocument, most: number): readonly string[] {
  const rows = news.slice(-most);
  if (rows.length === 0) return ['Nothing has happened yet.'];
  return rows.map(({ at, level, code, message, strategy, market }) => {
    const about = [strategy, market].filter((word) => word !== null).join(' ');
    const sign = level === 'info' ? '' : `${level.toUpperCase()} `;
    const time = timeOfDay(at as Timestamp).slice(0, 8);
    const said = message === '' ? code : `${code}: ${message}`;
    return `${time} ${sign}${said}${about === '' ? '' : ` (${about})`}`;
  });
}
