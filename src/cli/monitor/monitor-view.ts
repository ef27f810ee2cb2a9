import { dollars, plural, signedDollars, UNKNOWN } from '../../report/format.ts';
import { words } from '../../report/names.ts';
import type { DeskDocument, DeskRow } from '../../screen/desk-document.ts';
import { clockTime } from '../clock-time.ts';
import { equityInWords } from '../equity-words.ts';
import { plain } from '../output/plain.ts';
import type { Styled } from '../output/screen.ts';
import { venueInWords } from '../venue-words.ts';
import {
  healthTable,
  limitsTable,
  marketsTable,
  newsTable,
  ordersTable,
  positionsTable,
  strategiesTable,
} from './sections.ts';
import { type Table, tableLines } from './table.ts';

export const SECTIONS = [
  'Overview',
  'Markets',
  'Orders',
  'Positions',
  'News',
  'Risk',
  'Health',
] as const;

/** What of a desk is looked at, and how much of it fits. */
export type MonitorView = {
  readonly document: DeskDocument;
  readonly now: number;
  readonly section: number;
  /** Lines of the section that are passed over. */
  readonly scrolled: number;
  readonly rows: number;
  /** Other desks that run. */
  readonly others: readonly string[];
};

/** A desk as lines, no more than fit. */
export function monitorLines(view: MonitorView): Styled[] {
  const head = headerLines(view);
  const room = Math.max(0, view.rows - head.length);
  const body = view.section === 0 ? overviewLines(view, room) : sectionLines(view, room);
  return [...head, ...body].map((line) => ({ ...line, text: plain(line.text) }));
}

function headerLines({ document, now, section, others }: MonitorView): Styled[] {
  const { desk } = document;
  const badge = `${desk.mode.toUpperCase()}${desk.provenance === 'live' ? '' : ' · SIMULATED'}`;
  // A desk of an earlier version tells nothing of what was known last.
  const worth = { equity: desk.equity ?? undefined, lastEquity: desk.lastEquity ?? undefined };
  const money = `${equityInWords(worth, desk.worthAtStart)}  cash ${dollars(desk.cash)}`;
  const first = ` ${desk.name}  ${badge}  ${clockTime(now)} UTC  ${money}`;
  const tabs = SECTIONS.map((name, i) => (i === section ? `[${name}]` : ` ${name} `)).join('');
  const also = others.length === 0 ? '' : `  d: ${others.join(', ')}`;
  return [
    {
      text: `${first}  exposed ${dollars(desk.exposure)}`,
      style: desk.mode === 'live' ? 'alarm' : 'title',
    },
    standingLine(desk, now),
    { text: `${tabs}  ←→ ↑↓ q leaves${also}`, style: 'dim' },
  ];
}

function standingLine(desk: DeskRow, now: number): Styled {
  const { risk, isTrading, fault, venue, fills, decisions } = desk;
  const lost = risk.drawdown === null ? UNKNOWN : (risk.drawdown / 10_000).toFixed(1);
  const today = risk.dayLoss === null ? UNKNOWN : signedDollars(-risk.dayLoss);
  const why = risk.cause === null ? '' : `, by ${words(risk.cause)}`;
  const until = risk.until === null ? '' : `, not before ${clockTime(risk.until)}`;
  const mode = risk.mode === 'normal' ? 'risk normal' : `risk ${risk.mode.toUpperCase()}`;
  const parts = [`${mode} (${lost} % down${why}${until})`, `today ${today}`];
  parts.push(plural(fills, 'fill'), `${decisions} entries`);
  if (venue !== null) {
    const heardAt = venue.heardAt ?? undefined;
    parts.push(venueInWords({ ...venue, heardAt }, now));
    parts.push(`${dollars(venue.dayLeft)} left today`);
    if (venue.heldBack !== null) parts.push(`NO NEW ORDERS (${venue.heldBack})`);
  }
  if (risk.isStopping) parts.push('STOPPING');
  if (!isTrading) parts.push(`NOT TRADING${fault === null ? '' : `: ${fault}`}`);
  const isCalm = risk.mode === 'normal' && isTrading && !risk.isStopping;
  const text = ` ${parts.join('  ')}`;
  return isCalm && (venue?.heldBack ?? null) === null ? { text } : { text, style: 'bad' };
}

/** All in one: whoever needs fewer lines leaves them to the others. */
function overviewLines(view: MonitorView, room: number): Styled[] {
  const { document } = view;
  const unwell = Object.values(document.health).filter(({ isWell }) => !isWell).length;
  const health = healthTable(view);
  const tables = [
    strategiesTable(view),
    marketsTable(view),
    ordersTable(view, true),
    newsTable(view),
    { ...health, rows: health.rows.slice(0, Math.max(1, unwell)) },
  ];
  const all = tables.map((table) => [titleOf(table), ...bodyOf(table), EMPTY]);
  const given = shared(
    all.map(({ length }) => length),
    room,
  );
  return all.flatMap((lines, i) => lines.slice(0, given[i]));
}

const EMPTY: Styled = { text: '' };

/** Lines for each of several parts: as many as it needs, as far as all get the same. */
export function shared(needed: readonly number[], room: number): number[] {
  const given = needed.map(() => 0);
  for (let left = room; left > 0; ) {
    const wanting = needed.flatMap((need, i) => (need > (given[i] as number) ? [i] : []));
    if (wanting.length === 0) break;
    for (const i of wanting.slice(0, left)) given[i] = (given[i] as number) + 1;
    left -= Math.min(left, wanting.length);
  }
  return given;
}

function sectionLines(view: MonitorView, room: number): Styled[] {
  const table = sectionOf(view);
  const [head = EMPTY, ...rows] = bodyOf(table);
  if (table.rows.length === 0) return [titleOf(table), head].slice(0, room);
  // Two lines stand still: the title and the headings.
  const most = Math.max(0, rows.length - (room - 2));
  const from = Math.min(view.scrolled, most);
  return [titleOf(table), head, ...rows.slice(from)].slice(0, room);
}

/** How far a section can be scrolled. */
export function scrollMost(view: MonitorView): number {
  if (view.section === 0) return 0;
  return Math.max(0, sectionOf(view).rows.length - (view.rows - HEAD_LINES - 2));
}

const HEAD_LINES = 3;

function sectionOf(view: MonitorView): Table {
  switch (SECTIONS[view.section]) {
    case 'Markets':
      return marketsTable(view);
    case 'Orders':
      return ordersTable(view, false);
    case 'Positions':
      return positionsTable(view);
    case 'News':
      return newsTable(view);
    case 'Risk':
      return limitsTable(view);
    default:
      return healthTable(view);
  }
}

function titleOf({ title, rows }: Table): Styled {
  return { text: rows.length < 2 ? title : `${title} (${rows.length})`, style: 'bold' };
}

function bodyOf(table: Table): Styled[] {
  return tableLines(table).map((text, i) => {
    if (i === 0) return { text, style: 'dim' };
    return /NOT WELL|UNKNOWN|halted|given_up/.test(text) ? { text, style: 'bad' } : { text };
  });
}
