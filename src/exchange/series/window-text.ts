import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { easternDate } from './eastern-clock.ts';
import type { Window } from './window.ts';

// The venue's words around an up/down window, as recorded on 2026-06-24 (Gamma, hype-updown-5m).

const NAMES: Readonly<Record<string, string>> = {
  btc: 'Bitcoin',
  eth: 'Ethereum',
  sol: 'Solana',
  xrp: 'XRP',
  doge: 'Dogecoin',
  bnb: 'BNB',
  hype: 'Hyperliquid',
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** btc-updown-5m-1776081300. */
export function slugOf({ asset, frame, opensAt }: Window): string {
  return `${asset}-updown-${frame}-${opensAt / MICROS_PER_SECOND}`;
}

/** Bitcoin Up or Down - November 25, 9:30PM-9:35PM ET. */
export function titleOf({ asset, opensAt, closesAt }: Window): string {
  const opens = easternDate(opensAt);
  const day = `${MONTHS[opens.getUTCMonth()]} ${opens.getUTCDate()}`;
  return `${nameOf(asset)} Up or Down - ${day}, ${hourOf(opensAt)}-${hourOf(closesAt)} ET`;
}

/** The stream that decides: averages over so many seconds, or the spot price where 1. */
export function sourceOf(asset: string, lookbackSeconds: number): string {
  const average = lookbackSeconds === 1 ? '' : `-twap-${lookbackSeconds}s-streams`;
  return `https://data.chain.link/streams/${asset}-usd${average}`;
}

export function descriptionOf({ asset }: Window, source: string): string {
  const pair = `${asset.toUpperCase()}/USD`;
  return [
    `This market will resolve to "Up" if the ${nameOf(asset)} price at the end of the time range ` +
      'specified in the title is greater than or equal to the price at the beginning of that ' +
      'range. Otherwise, it will resolve to "Down".',
    `The resolution source for this market is the ${pair} data stream named ${source}, as this ` +
      'exchange invents it: its prices are simulated and are no prices of any real market.',
  ].join('\n');
}

/** btc-up-or-down-5m, "BTC Up or Down 5m". */
export function seriesTextOf({ asset, frame }: Window): { slug: string; title: string } {
  return {
    slug: `${asset}-up-or-down-${frame}`,
    title: `${asset.toUpperCase()} Up or Down ${frame}`,
  };
}

/** Slugs of the tags, in the venue's order. */
export function tagsOf({ asset, frame }: Window): string[] {
  const own = nameOf(asset).toLowerCase();
  return ['up-or-down', 'crypto-prices', 'recurring', own, 'crypto', frame.toUpperCase()];
}

function nameOf(asset: string): string {
  return NAMES[asset] ?? asset.toUpperCase();
}

function hourOf(at: Timestamp): string {
  const shown = easternDate(at);
  const hour = shown.getUTCHours();
  const minute = String(shown.getUTCMinutes()).padStart(2, '0');
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute}${hour < 12 ? 'AM' : 'PM'}`;
}
