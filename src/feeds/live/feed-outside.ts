import type { Transport } from '../../net/transport.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FeedSink } from './feed-sink.ts';

/** What every feed needs from outside. */
export type FeedOutside = {
  readonly clock: Clock;
  readonly transport: Transport;
  /** Numbers in [0, 1), for waits and intervals. */
  readonly random: () => number;
  /** Numbers the connections; shared by all who report to one recorder. */
  readonly nextConnection: () => number;
  /** Our own name towards services. */
  readonly userAgent: string;
  readonly sink: FeedSink;
  /** A listener of ours threw: a fault of the program. */
  readonly onFault: (error: unknown) => void;
};
