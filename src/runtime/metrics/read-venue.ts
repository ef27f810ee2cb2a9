import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { type EngineState, PHASE_TRADING } from '../../engine/state.ts';
import type { Scrape } from '../../server/metrics/scrape.ts';
import type { LiveDesk } from '../live/live-desk.ts';
import type { LiveRecording } from '../record/live-recording.ts';
import { readingOf, type SocketReading } from '../record/socket-reading.ts';
import type { Venue } from '../venue.ts';

/** How the venue and the feeds are heard, and what the venue answers. */
export function readVenue(
  scrape: Scrape,
  venue: Pick<Venue, 'clock' | 'limiter' | 'answers'>,
  recording: LiveRecording,
): void {
  const { venueRecorder, oracle, feeds, prices } = recording;
  const now = venue.clock.now();
  for (const socket of [venueRecorder.socket, ...oracle.sockets, ...feeds.sockets]) {
    readSocket(scrape, socket, now);
  }
  readChannel(scrape, venueRecorder.channel);
  const gaps = { market: venueRecorder.backfill?.counts.gaps, prices: prices.counts.gaps };
  for (const [socket, count] of Object.entries(gaps)) {
    scrape.set('polydesk_socket_gaps_total', count, { socket });
  }
  for (const [answer, count] of venue.answers.all) {
    scrape.set('polydesk_http_answers_total', count, { answer });
  }
  for (const [bucket, left] of venue.limiter.headroom) {
    scrape.set('polydesk_rate_limit_headroom_ratio', left, { bucket });
  }
  scrape.set('polydesk_rate_limit_waiting', venue.limiter.waiting);
  for (const { feed: series, state } of feeds.status) {
    const feed = series.split('/')[0] ?? series;
    scrape.set('polydesk_feed_series', 1, { feed, state });
  }
  const told = oracle.status.filter(({ source }) => source !== undefined).length;
  scrape.set('polydesk_oracle_series', told, { state: 'told' });
  scrape.set('polydesk_oracle_series', oracle.status.length - told, { state: 'untold' });
}

const HEARTBEATS = ['unused', 'healthy', 'unhealthy', 'unreconciled'] as const;
const MODES = ['normal', 'restarting', 'postOnly', 'cancelOnly', 'disabled'] as const;

/** What a desk that trades at the venue knows besides; `now`, µs UTC. */
export function readLiveDesk(
  scrape: Scrape,
  { execution, clob, channel }: LiveDesk,
  now: number,
): void {
  readSocket(scrape, readingOf('user', channel), now);
  scrape.states('polydesk_heartbeat_state', 'state', HEARTBEATS, clob.heartbeat.state.kind);
  scrape.states('polydesk_venue_mode', 'mode', MODES.map(inSnake), inSnake(execution.mode));
}

/** Books that a strategy may believe, and those that it may not. */
export function readBooks(scrape: Scrape, { books, phases }: EngineState): void {
  let [trusted, untrusted] = [0, 0];
  for (const [market, book] of books.entries()) {
    if (phases[market] !== PHASE_TRADING) continue;
    if (book.isTrusted) trusted++;
    else untrusted++;
  }
  scrape.set('polydesk_books', trusted, { state: 'trusted' });
  scrape.set('polydesk_books', untrusted, { state: 'untrusted' });
}

function readSocket(scrape: Scrape, reading: SocketReading, now: number): void {
  const { name: socket, wanted, open, opens, frames, lastFrame } = reading;
  const age = lastFrame === undefined ? undefined : (now - lastFrame) / MICROS_PER_SECOND;
  scrape.set('polydesk_socket_wanted', wanted, { socket });
  scrape.set('polydesk_socket_connections', open, { socket });
  scrape.set('polydesk_socket_age_seconds', age && Math.max(0, age), { socket });
  scrape.set('polydesk_socket_opens_total', opens, { socket });
  scrape.set('polydesk_socket_frames_total', frames, { socket });
}

function readChannel(scrape: Scrape, channel: LiveRecording['venueRecorder']['channel']): void {
  const { counters, shards } = channel;
  // The two clocks may differ by more than it takes: then nothing is known of the delay.
  const delays = shards.flatMap(({ lagUs }) => (lagUs > 0 ? lagUs / MICROS_PER_SECOND : []));
  const delay = delays.length === 0 ? undefined : Math.max(...delays);
  scrape.set('polydesk_market_delay_seconds', delay);
  scrape.set('polydesk_book_redrives_total', counters.redrives);
  scrape.set('polydesk_book_moves_total', counters.moves);
  scrape.set('polydesk_book_crossings_total', counters.crossings);
  scrape.set('polydesk_stalls_total', counters.stalledSockets, { part: 'socket' });
  scrape.set('polydesk_stalls_total', counters.stalledTokens, { part: 'token' });
  scrape.set('polydesk_unreadable_total', counters.refusals);
}

/** Values of labels are words in lower case. */
function inSnake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
