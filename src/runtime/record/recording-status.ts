import { plural } from '../../report/format.ts';
import type { FeedStatus } from './feed-health.ts';
import type { OracleStatus } from './live-oracle.ts';
import type { LiveRecording } from './live-recording.ts';
import type { StrikeCounts } from './strike-keeper.ts';
import type { Unread } from './unread.ts';

/** How a recording is doing, for people and programs. */
export type RecordingStatus = {
  /** Markets whose books are recorded now. */
  readonly markets: number;
  readonly frames: number;
  /** Messages taken from frames. */
  readonly events: number;
  readonly prices: number;
  /** Gaps in which prints may be missing, prints found by asking, gaps that nobody answered for. */
  readonly gaps: number;
  readonly missedPrints: number;
  readonly unansweredGaps: number;
  /** Parts of frames that could not be read. */
  readonly refused: number;
  /** Frames and events that a slow disk cost. */
  readonly shed: number;
  /** Prints of the oracle of which two sockets say different things. */
  readonly disagreements: number;
  /** Prices refused because they say to be from the future: then our own clock may be behind. */
  readonly fromTheFuture: number;
  /** What the venue's sockets say and nobody here reads: its formats have changed. */
  readonly unread: Unread;
  /** Prices at the ends of windows: of our own prints, and beside the venue's. */
  readonly strikes: StrikeCounts;
  /** Who tells the prices by which markets settle. */
  readonly oracle: readonly OracleStatus[];
  /** The series of the feeds outside the venue. */
  readonly feeds: readonly FeedStatus[];
  /** What cannot be reached or does not work at the moment, in words. */
  readonly troubles: readonly string[];
};

export function statusOf(recording: LiveRecording): RecordingStatus {
  const { venueRecorder, prices, oracle, feeds } = recording;
  const { channel, recorder, backfill, watched } = venueRecorder;
  const shed = recorder.recording.shed.frames + recorder.recording.shed.events;
  return {
    markets: watched.length,
    frames: channel.counters.frames,
    events: channel.counters.messages,
    prices: prices.counts.prints,
    gaps: backfill?.counts.gaps ?? 0,
    missedPrints: backfill?.counts.missed ?? 0,
    unansweredGaps: backfill?.counts.unanswered ?? 0,
    refused: venueRecorder.refusals + prices.counts.refusals,
    shed,
    disagreements: prices.counts.disagreements,
    fromTheFuture: prices.counts.fromTheFuture,
    unread: recording.unread,
    strikes: { ...recording.strikes.counts },
    oracle: oracle.status,
    feeds: feeds.status,
    troubles: troublesOf(recording),
  };
}

/** Of market sockets that are not open. */
export function closedInWords(closed: number): string {
  return `${plural(closed, 'market socket is', 'market sockets are')} not open; trying again`;
}

function troublesOf(recording: LiveRecording): string[] {
  const { catalogue, venueRecorder, oracle, feeds, choiceTroubles } = recording;
  const troubles: string[] = [...choiceTroubles];
  const { looks, troubles: met } = catalogue.counters;
  if (catalogue.markets.length === 0 && looks > 0) {
    const tried = `${looks} looks, ${met.failed} without an answer`;
    troubles.push(`no market is known yet (Gamma: ${tried}); trying again`);
  }
  const closed = venueRecorder.channel.shards.filter(({ state }) => state !== 'open').length;
  if (closed > 0) troubles.push(closedInWords(closed));
  const { untaken } = venueRecorder.recorder;
  if (untaken !== undefined) troubles.push(`the archive could not take what was heard: ${untaken}`);
  return [...troubles, ...oracle.troubles, ...feeds.troubles];
}
