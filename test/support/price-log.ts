import type { Refusal } from '../../src/domain/result.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import type { SocketClose } from '../../src/net/socket-options.ts';
import type { PriceSink, PrintGap } from '../../src/polymarket/sockets/price-sink.ts';
import type { ReferencePrint } from '../../src/ports/venue-wire.ts';
import { NOON_MS } from './market-frames.ts';

/** A print of a feed, so many ms after noon. */
export function aPrint(feed: string, ms: number, value = 1_000_000): ReferencePrint {
  return {
    feed,
    tsEvent: ((NOON_MS + ms) * 1_000) as Timestamp,
    tsSent: undefined,
    value,
    text: String(value),
    history: false,
  };
}

/** Writes down what a price socket delivers. */
export class PriceLog implements PriceSink {
  readonly log: string[] = [];
  readonly closes: SocketClose[] = [];

  frame(text: string, _receivedAt: Timestamp, connection: number): void {
    this.log.push(`frame ${connection} ${text.length}`);
  }

  print({ feed, tsEvent }: ReferencePrint): void {
    this.log.push(`${feed} ${tsEvent / 1_000 - NOON_MS}`);
  }

  refused({ code }: Refusal): void {
    this.log.push(`refused ${code}`);
  }

  gap({ channel, missed }: PrintGap): void {
    this.log.push(`gap ${channel} ${missed}`);
  }

  denied(code: string): void {
    this.log.push(`denied ${code}`);
  }

  closed(close: SocketClose): void {
    this.closes.push(close);
  }

  /** What was written since the last time, but for frames. */
  take(): string[] {
    return this.log.splice(0).filter((line) => !line.startsWith('frame'));
  }
}
