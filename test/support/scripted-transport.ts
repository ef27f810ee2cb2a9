import type {
  Connection,
  ConnectionEvents,
  ConnectionRequest,
  Transport,
} from '../../src/net/transport.ts';

/** The far end of one connection, as the test plays it. */
export class FarEnd implements Connection {
  readonly request: ConnectionRequest;
  readonly events: ConnectionEvents;
  readonly received: string[] = [];
  pings = 0;
  /** Bytes that nobody takes. */
  backlog = 0;
  /** How our side ended it, if it did. */
  ended: 'closed' | 'terminated' | undefined;

  constructor(request: ConnectionRequest, events: ConnectionEvents) {
    this.request = request;
    this.events = events;
  }

  buffered(): number {
    return this.backlog;
  }

  send(text: string): void {
    this.received.push(text);
  }

  ping(): void {
    this.pings++;
  }

  close(): void {
    this.ended = 'closed';
  }

  terminate(): void {
    this.ended = 'terminated';
  }

  /** Sends a text frame to our side. */
  say(text: string): void {
    this.events.text(text, text.length);
  }
}

/** A network without wires: connections appear in a list and do what the test says. */
export class ScriptedTransport {
  readonly ends: FarEnd[] = [];
  /** Set: attempts fail before they begin. */
  refuseWith: Error | undefined;

  readonly open: Transport = (request, events) => {
    if (this.refuseWith !== undefined) throw this.refuseWith;
    const end = new FarEnd(request, events);
    this.ends.push(end);
    return end;
  };

  /** The latest connection. */
  get last(): FarEnd {
    const last = this.ends.at(-1);
    if (last === undefined) throw new Error('nothing has connected yet');
    return last;
  }
}
