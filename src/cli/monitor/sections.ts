import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { count, dollars, price, shares, signedDollars, UNKNOWN } from '../../report/format.ts';
import { words } from '../../report/names.ts';
import type { DeskDocument, LimitRow } from '../../screen/desk-document.ts';
import { clockTime } from '../clock-time.ts';
import { formatLeft } from '../output/amounts.ts';
import type { Table } from './table.ts';

type Shown = { readonly document: DeskDocument; readonly now: number };

export function strategiesTable({ document }: Shown): Table {
  const rows = Object.entries(document.strategies).map(([name, row]) => [
    name,
    row.part < 1_000_000 ? `${row.state}, ${row.part / 10_000} %` : row.state,
    signedDollars(row.realized),
    signedDollars(row.today),
    dollars(row.exposure),
    count(row.orders),
    count(row.fills),
    row.settled === 0 ? UNKNOWN : `${row.won}/${row.settled}`,
    row.lastError ?? '',
  ]);
  return {
    title: 'Strategies',
    head: ['strategy', 'state', 'P&L', 'today', 'exposed', 'orders', 'fills', 'won', ''],
    right: [2, 3, 4, 5, 6, 7],
    rows,
    none: 'no strategy',
  };
}

/** Those that trade first, the nearest end first. */
export function marketsTable({ document, now }: Shown): Table {
  const markets = Object.entries(document.markets).sort(
    ([, a], [, b]) => ORDER[a.phase] - ORDER[b.phase] || (a.closesAt ?? 0) - (b.closesAt ?? 0),
  );
  const rows = markets.map(([slug, row]) => [
    slug,
    row.pausedFor === null ? row.phase : words(row.pausedFor),
    row.probability === null ? UNKNOWN : `${(row.probability / 10_000).toFixed(1)} %`,
    row.velocity === null ? UNKNOWN : signedCents(row.velocity),
    row.bid === null || row.ask === null ? UNKNOWN : price(row.ask - row.bid),
    row.closesAt === null ? UNKNOWN : leftUntil(row.closesAt, now),
    heldInWords(row.held),
    row.openOrders === 0 ? '' : String(row.openOrders),
  ]);
  return {
    title: 'Markets',
    head: ['market', 'state', 'chance', 'in 1 min', 'spread', 'left', 'held', 'orders'],
    right: [2, 3, 4, 5, 6, 7],
    rows,
    none: 'no market is known yet',
  };
}

const ORDER = { trading: 0, waiting: 1, closed: 2, resolved: 3 } as const;

function signedCents(value: number): string {
  return `${value > 0 ? '+' : ''}${(value / 10_000).toFixed(1)}`;
}

function leftUntil(at: number, now: number): string {
  return at <= now ? 'over' : formatLeft((at - now) / MICROS_PER_SECOND);
}

function heldInWords([first, second]: readonly [number, number]): string {
  if (first === 0 && second === 0) return '';
  return `${shares(first)} / ${shares(second)}`;
}

/** `isOpen`: only those that are not over; else all, newest first. */
export function ordersTable({ document }: Shown, isOpen: boolean): Table {
  const orders = Object.entries(document.orders)
    .filter(([, { status }]) => !isOpen || OPEN.has(status))
    .sort(([a], [b]) => Number(b) - Number(a));
  const rows = orders.map(([id, row]) => [
    id,
    clockTime(row.submittedAt),
    row.strategy,
    row.side,
    shares(row.size),
    row.label ?? '?',
    price(row.price),
    row.filled === 0 ? '' : shares(row.filled),
    row.isUnknown ? 'UNKNOWN' : words(row.status),
    row.market,
  ]);
  const head = ['order', 'sent', 'strategy', '', 'size', '', 'price', 'filled', 'status', 'market'];
  const none = isOpen ? 'no order is open' : 'no order was sent yet';
  const title = isOpen ? 'Open orders' : 'Orders';
  return { title, head, right: [0, 4, 6, 7], rows, none };
}

const OPEN: ReadonlySet<string> = new Set(['submitted', 'accepted', 'pendingCancel']);

export function positionsTable({ document }: Shown): Table {
  const rows = Object.values(document.positions).map((row) => {
    const worth = row.mark === null ? undefined : (row.shares * row.mark) / 1e6 - row.cost;
    return [
      row.market,
      row.label ?? '?',
      shares(row.shares),
      dollars(row.cost),
      row.mark === null ? UNKNOWN : price(row.mark),
      worth === undefined ? UNKNOWN : signedDollars(worth),
      row.isAwaiting ? 'awaits its resolution' : '',
    ];
  });
  const head = ['market', '', 'shares', 'cost', 'now', 'gain', ''];
  return { title: 'Positions', head, right: [2, 3, 4, 5], rows, none: 'nothing is held' };
}

/** Newest first. */
export function newsTable({ document }: Shown): Table {
  const rows = document.news.toReversed().map((row) => [
    clockTime(row.at),
    row.kind,
    row.strategy ?? '',
    amountInWords(row.numbers),
    placeInWords(row, document),
    // Last: the longest of them is wider than a terminal, and would push the others out of it.
    [words(row.code), row.message].filter((text) => text !== '').join(': '),
  ]);
  const head = ['time', 'what', 'strategy', 'size', 'where', 'why'];
  return { title: 'Newest', head, right: [], rows, none: 'nothing has happened yet' };
}

type NewsRow = DeskDocument['news'][number];

/** "8 at 0.48", where both were said. */
function amountInWords({ size, price: paid }: NewsRow['numbers']): string {
  return size === undefined || paid === undefined ? '' : `${shares(size)} at ${price(paid)}`;
}

/** Of what does not name its market itself, that of its order. */
function placeInWords(row: NewsRow, { orders }: DeskDocument): string {
  const order = orders[row.order ?? ''];
  const place = [row.label ?? order?.label, row.market ?? order?.market];
  return place.filter((text) => typeof text === 'string').join(' of ');
}

export function limitsTable({ document }: Shown): Table {
  const rows = Object.entries(document.limits).map(([code, row]) => [
    code,
    row.scope,
    row.used === null ? UNKNOWN : amount(row, row.used),
    row.most === null ? 'unlimited' : amount(row, row.most),
    row.used === null || row.most === null || row.most === 0
      ? ''
      : `${Math.round((row.used / row.most) * 100)} %`,
    row.where ?? '',
  ]);
  const head = ['limit', 'of', 'used', 'most', '', 'where'];
  return { title: 'Risk', head, right: [2, 3, 4], rows, none: 'no limit' };
}

function amount({ unit }: LimitRow, value: number): string {
  switch (unit) {
    case 'usd':
      return dollars(value);
    case 'shares':
      return shares(value);
    case 'price':
      return price(value);
    case 'part':
      return `${(value / 10_000).toFixed(1)} %`;
    case 'duration':
      return `${value / MICROS_PER_SECOND} s`;
    case 'count':
      return count(value);
  }
}

/** What is not well first. */
export function healthTable({ document }: Shown): Table {
  const health = Object.entries(document.health).sort(
    ([, a], [, b]) => Number(a.isWell) - Number(b.isWell),
  );
  const rows = health.map(([name, row]) => [
    row.isWell ? 'ok' : 'NOT WELL',
    name,
    row.state,
    row.failures === 0 ? '' : `${row.failures} failures`,
    row.gaps === 0 ? '' : `${row.gaps} gaps`,
  ]);
  return {
    title: 'Health',
    head: ['', 'what', 'state', '', ''],
    right: [],
    rows,
    none: 'nothing is known',
  };
}
