import type { Refusal } from '../../src/domain/result.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import type { FeedOutside } from '../../src/feeds/live/feed-outside.ts';
import type { FeedNote, FeedSink } from '../../src/feeds/live/feed-sink.ts';
import type { FeedEvent } from '../../src/feeds/wire/feed-event.ts';
import type { Transport } from '../../src/net/transport.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Writes down what feeds deliver. */
class FeedLog implements FeedSink {
  readonly frames: { source: string; connection: number; text: string; at: Timestamp }[] = [];
  readonly events: FeedEvent[] = [];
  readonly notes: FeedNote[] = [];
  /** One line for everything but frames, in order. */
  readonly lines: string[] = [];

  frame(source: string, connection: number, text: string, at: Timestamp): void {
    this.frames.push({ source, connection, text, at });
  }

  event(event: FeedEvent): void {
    this.events.push(event);
    this.lines.push(
      event.kind === 'ShutdownAnnounced' ? event.kind : `${event.kind} ${event.feed}`,
    );
  }

  refused({ code }: Refusal): void {
    this.lines.push(`refused ${code}`);
  }

  note(note: FeedNote): void {
    this.notes.push(note);
    this.lines.push(nameOf(note));
  }

  /** What was written since the last time. */
  take(): string[] {
    return this.lines.splice(0);
  }
}

function nameOf(note: FeedNote): string {
  switch (note.kind) {
    case 'opened':
      return `opened ${note.connection}`;
    case 'closed':
      return `closed ${note.close.connection ?? 'unopened'}`;
    case 'blocked':
      return `blocked, next ${note.next ?? 'none'}`;
    case 'handover':
    case 'handoverFailed':
      return `${note.kind}: ${note.reason}`;
    case 'handedOver':
      return `handedOver to ${note.to}`;
    case 'stale':
    case 'fresh':
      return `${note.kind} ${note.feed}`;
    case 'unanswered':
      return `unanswered ${note.outcome} ${note.detail}`.trim();
  }
}

/** A clock, a sink and what else feeds need; chance always gives the same number. */
export class FeedDesk {
  readonly clock = new VirtualClock();
  readonly log = new FeedLog();
  readonly faults: unknown[] = [];
  readonly outside: FeedOutside;

  constructor(transport: Transport, random = 0) {
    let connections = 0;
    this.outside = {
      clock: this.clock,
      transport,
      random: () => random,
      nextConnection: () => ++connections,
      userAgent: 'polydesk-test',
      sink: this.log,
      onFault: (error) => this.faults.push(error),
    };
  }
}
