import { formatDecimal, type Timestamp } from '../domain/units.ts';
import { dollars, plural, price, signedDollars, timeOfDay, UNKNOWN } from '../report/format.ts';
import { words } from '../report/names.ts';
import type { DeskDetails } from '../runtime/desk/desk-details.ts';
import type { DeskFile } from '../runtime/desk/desk-file.ts';
import type { DeskStatus } from '../runtime/live/desk-status.ts';
import type { LiveDetails } from '../runtime/live/live-status.ts';
import type { LoopHealth } from '../runtime/supervise/supervised-loop.ts';
import { alarmInWords } from './alarm-words.ts';
import { equityInWords } from './equity-words.ts';
import { plain } from './output/plain.ts';
import { recordingInWords } from './record-news.ts';
import { riskInWords } from './risk-words.ts';
import { venueInWords } from './venue-words.ts';

/** What every desk tells of itself; one that trades live tells all of how it stands there. */
export type ToldStatus = DeskStatus &
  DeskDetails &
  (LiveDetails | (Partial<LiveDetails> & { readonly heartbeat?: undefined })) & {
    /** By the desk's clock, µs. */
    readonly now: number;
    readonly loops?: readonly LoopHealth[];
  };

type Desk = Pick<DeskFile, 'name' | 'mode' | 'provenance' | 'pid'>;

/** Name, mode and process of a desk, and that nothing of it is real where that is so. */
export function whoIs({ name, mode, provenance, pid }: Desk): string {
  const badge = provenance === 'simulated' ? 'SIMULATED, ' : '';
  return `${name} (${badge}${mode}, process ${pid})`;
}

/** How a desk is doing, in a line. */
export function deskInLine(desk: Desk, told: ToldStatus): string {
  const { cash, positions, openOrders, fills, isTrading, heldBack, haltedFeeds } = told;
  // A desk of an older version tells nothing of it.
  const risk = (told.risk?.mode ?? 'normal') === 'normal' ? '' : `, ${riskInWords(told.risk)}`;
  const held = `${plural(positions, 'position')}, ${plural(openOrders, 'open order')}`;
  const halted = told.strategies.filter(({ state }) => state !== 'running').length;
  const idle = halted === 0 ? '' : `, ${plural(halted, 'HALTED STRATEGY', 'HALTED STRATEGIES')}`;
  const state = `${isTrading ? '' : ', NOT TRADING'}${idle}`;
  const waits = heldBack === undefined ? '' : `, NO NEW ORDERS (${heldBack})`;
  const stands = haltedFeeds.length === 0 ? '' : `, HALTED (${haltedFeeds.join(', ')})`;
  return plain(
    `${whoIs(desk)}: cash ${dollars(cash)}, ${equityInWords(told)}, ${held}, ` +
      `${plural(fills, 'fill')}${state}${stands}${risk}${waits}`,
  );
}

/** What it holds and wants, and how it hears and is heard: a line each. */
export function detailsInLines(told: ToldStatus): string[] {
  const lines = told.held.map(({ market, label, shares, cost, mark, isAwaiting }) => {
    const worth = mark === undefined ? UNKNOWN : signedDollars((shares * mark) / 1e6 - cost);
    const now = isAwaiting ? 'awaits its resolution' : `now at ${price(mark)} (${worth})`;
    const what = `${formatDecimal(shares)} ${label ?? '?'} of ${market}`;
    return `holds ${what}, cost ${dollars(cost)}, ${now}`;
  });
  for (const order of told.orders) {
    const { market, label, side, size, filled, status } = order;
    const done = filled === 0 ? '' : `, ${formatDecimal(filled)} filled`;
    const what = `${side} ${formatDecimal(size)} ${label ?? '?'} at ${formatDecimal(order.price)}`;
    lines.push(`order ${what} in ${market} (${status}${done})`);
  }
  for (const { name, state, failures, restartAt, message } of told.strategies) {
    if (failures > 0)
      lines.push(healthInLine(`strategy ${name}`, state, failures, restartAt, message));
  }
  for (const { name, state, failures, until, message } of told.loops ?? []) {
    if (failures > 0) lines.push(healthInLine(name, state, failures, until, message));
  }
  for (const { market, code, count, until } of told.risk?.paused ?? []) {
    lines.push(`${market} is paused until ${timeOfDay(until)}: ${count} ${words(code)} in a row`);
  }
  if (told.heartbeat !== undefined) lines.push(venueInLine(told));
  for (const notice of told.newestNotices ?? []) lines.push(alarmInWords(notice));
  lines.push(recordingInWords(told.recording));
  return lines.map(plain);
}

/** Of something that has failed: whether it goes on. */
function healthInLine(
  name: string,
  state: string,
  failures: number,
  until: number | undefined,
  message = UNKNOWN,
): string {
  const again = until === undefined ? '' : ` until ${timeOfDay(until as Timestamp)}`;
  return `${name}: ${words(state)}${again}, ${plural(failures, 'failure')}, last ${message}`;
}

function venueInLine(told: LiveDetails & Pick<ToldStatus, 'now'>): string {
  const { heartbeat, signedToday, dayLeft, now } = told;
  const why = 'why' in heartbeat ? ` (${heartbeat.why})` : '';
  const money = `${dollars(signedToday)} signed today, ${dollars(dayLeft)} left`;
  const beats = `${heartbeat.kind}${why}`;
  return `${venueInWords({ ...told, mode: told.venueMode, heartbeat: beats }, now)}; ${money}`;
}
