// A recorder of markets that a server on this machine speaks of.
import type { TokenId } from '../../src/domain/ids.ts';
import { type MarketFacts, UNTOLD } from '../../src/domain/market-facts.ts';
import { SystemClock } from '../../src/net/system-clock.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import { takeInWorker } from '../../src/runtime/record/take-in-worker.ts';
import {
  VenueRecorder,
  type VenueRecorderOptions,
} from '../../src/runtime/record/venue-recorder.ts';

export const LOOPBACK = 'loopback';

/** What every caller says for itself: where, and who hears of trouble. */
type Own = Pick<VenueRecorderOptions, 'root' | 'marketSocket' | 'onTrouble' | 'onFault'>;

/** Of the dataset {@link LOOPBACK}; nobody can be asked what it has missed. */
export function startLoopback(
  options: Own & Partial<VenueRecorderOptions>,
): Promise<VenueRecorder> {
  let connections = 0;
  return VenueRecorder.start({
    clock: new SystemClock(),
    dataset: LOOPBACK,
    provenance: 'simulated',
    heardFrom: 'a server on this machine',
    segmentMicros: 900_000_000,
    segmentBytes: 1 << 26,
    mostPending: 1 << 28,
    flushMs: 100,
    leastFreeBytes: 0,
    take: takeInWorker,
    transport: wsTransport,
    random: Math.random,
    nextConnection: () => ++connections,
    witness: async () => undefined,
    ...options,
  });
}

/** A market of which nothing is known but its token, if that. */
export function bareMarket(slug: string, token?: string): MarketFacts {
  return { ...UNTOLD, slug, tokens: [token as TokenId | undefined, undefined], source: 'made up' };
}
