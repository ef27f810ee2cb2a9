import type { HealthRow } from '../../screen/desk-document.ts';
import type { LiveRecording } from '../record/live-recording.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';

type Rows = Readonly<Record<string, HealthRow>>;

const UNHEARD = { lastAt: null, failures: 0, gaps: 0 };

/** Whether the work beside the trading goes on. */
export function loopRows(loops: readonly LoopHealth[]): Rows {
  return Object.fromEntries(
    loops.map(({ name, state, failures, message }) => [
      `loop ${name}`,
      {
        kind: 'loop',
        // A desk that ends stops them: that is no fault of theirs.
        isWell: state === 'running' || state === 'stopped',
        state: message === undefined ? state : `${state}: ${message}`,
        ...UNHEARD,
        failures,
      },
    ]),
  );
}

/** Whether the market is heard, and written down. */
export function recordingRows({ venueRecorder, prices, oracle, feeds }: LiveRecording): Rows {
  const { channel, recorder, backfill } = venueRecorder;
  const rows: Record<string, HealthRow> = {};
  for (const [i, { state, tokens, evidence }] of channel.shards.entries()) {
    const told = state === 'open' ? `open, ${tokens.size} books` : state;
    rows[`market socket ${i + 1}`] = {
      ...UNHEARD,
      kind: 'socket',
      isWell: state === 'open',
      state: told,
      lastAt: evidence.lastActivity ?? null,
      gaps: backfill?.counts.gaps ?? 0,
    };
  }
  for (const { feed, source } of oracle.status) {
    const state = source === undefined ? 'nobody tells it' : `told by ${source}`;
    rows[`oracle ${feed}`] = { ...UNHEARD, kind: 'feed', isWell: source !== undefined, state };
  }
  for (const { feed, state } of feeds.status) {
    rows[`feed ${feed}`] = { ...UNHEARD, kind: 'feed', isWell: state === 'fresh', state };
  }
  const { untaken, recording } = recorder;
  const shed = recording.shed.frames + recording.shed.events;
  rows.recorder = {
    ...UNHEARD,
    kind: 'recorder',
    isWell: untaken === undefined && shed === 0,
    state: untaken ?? (shed === 0 ? 'keeps everything' : `${shed} lost to a slow disk`),
    failures: venueRecorder.refusals + prices.counts.refusals,
  };
  return rows;
}
