// The market channel on a stage: a virtual clock, a sink that writes everything down, a witness that
// says what the test wants.
import type { TokenId } from '../../src/domain/ids.ts';
import type { Refusal } from '../../src/domain/result.ts';
import type { SocketClose } from '../../src/net/socket-options.ts';
import type { Transport } from '../../src/net/transport.ts';
import type { WitnessedBook } from '../../src/polymarket/sockets/book-witness.ts';
import { MarketChannel } from '../../src/polymarket/sockets/market-channel.ts';
import type { MarketLimits } from '../../src/polymarket/sockets/market-limits.ts';
import type {
  BookMark,
  FrameOrigin,
  MarketSink,
} from '../../src/polymarket/sockets/market-sink.ts';
import type { MarketMessage } from '../../src/ports/venue-wire.ts';
import { VirtualClock } from './virtual-clock.ts';

export function tokens(...names: readonly (string | number)[]): TokenId[] {
  return names.map((name) => String(name) as TokenId);
}

/** So many tokens from 101 on. */
export function manyTokens(count: number, from = 101): TokenId[] {
  return tokens(...Array.from({ length: count }, (_, i) => from + i));
}

/** "book 101", "change 101,102", "print 101", "tick 101", "best 101". */
function nameOf(message: MarketMessage): string {
  switch (message.kind) {
    case 'BookSnapshot':
      return `book ${message.token}`;
    case 'LevelsChanged':
      return `change ${message.changes.map(({ token }) => token).join(',')}`;
    case 'TradePrinted':
      return `print ${message.token}`;
    case 'TickSizeChanged':
      return `tick ${message.token}`;
    case 'BestChanged':
      return `best ${message.token}`;
  }
}

/** "untrusted 101 stale", "trusted 101 epoch 2", "crossed 101". */
function markName(mark: BookMark): string {
  if (mark.kind === 'untrusted') return `untrusted ${mark.token} ${mark.reason}`;
  if (mark.kind === 'trusted') return `trusted ${mark.token} epoch ${mark.epoch}`;
  return `${mark.kind} ${mark.token}`;
}

class WrittenSink implements MarketSink {
  /** Messages and marks in order; frames too, as "frame", when asked for. */
  readonly log: string[] = [];
  readonly marks: BookMark[] = [];
  readonly messages: MarketMessage[] = [];
  readonly refusals: Refusal[] = [];
  /** "connection.sequence" of every frame, and its text. */
  readonly frames: { readonly place: string; readonly text: string; readonly at: number }[] = [];
  logsFrames = false;

  frame(text: string, { connection, sequence, receivedAt }: Readonly<FrameOrigin>): void {
    this.frames.push({ place: `${connection}.${sequence}`, text, at: receivedAt });
    if (this.logsFrames) this.log.push('frame');
  }

  message(message: MarketMessage): void {
    this.messages.push(message);
    this.log.push(nameOf(message));
  }

  refused(refusal: Refusal): void {
    this.refusals.push(refusal);
    this.log.push(`refused ${refusal.code}`);
  }

  mark(mark: BookMark): void {
    this.marks.push(mark);
    this.log.push(markName(mark));
  }

  /** What was written since the last time. */
  take(): string[] {
    return this.log.splice(0);
  }
}

export class MarketDesk {
  readonly clock = new VirtualClock();
  readonly sink = new WrittenSink();
  readonly closes: SocketClose[] = [];
  readonly faults: unknown[] = [];
  readonly asked: string[] = [];
  /** What the witness says; without a word of the test: that it cannot say. */
  witness: (token: TokenId) => Promise<WitnessedBook | undefined> = async () => undefined;
  readonly channel: MarketChannel;

  constructor(transport: Transport, url: string, limits: Partial<MarketLimits> = {}) {
    let connections = 0;
    this.channel = new MarketChannel({
      url,
      clock: this.clock,
      transport,
      random: () => 0.5,
      nextConnection: () => ++connections,
      sink: this.sink,
      witness: (token) => {
        this.asked.push(token);
        return this.witness(token);
      },
      limits,
      onClose: (close) => this.closes.push(close),
      onFault: (error) => this.faults.push(error),
    });
  }

  isTrusted(token: string | number): boolean {
    return this.channel.stream(String(token) as TokenId)?.isTrusted ?? false;
  }
}
