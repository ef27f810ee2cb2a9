import type { ConnectionEvents, Transport } from '../../src/net/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Client, Listening } from './socket-server.ts';

/** One connection, both ends. What is said arrives in order, a moment later. */
class VirtualClient implements Client {
  readonly received: string[] = [];
  isOpen = false;
  readonly #events: ConnectionEvents;
  readonly #later: (run: () => void) => void;
  #isOver = false;

  constructor(events: ConnectionEvents, later: (run: () => void) => void) {
    this.#events = events;
    this.#later = later;
  }

  open(welcome: () => void): void {
    this.#later(() => {
      if (this.#isOver) return;
      this.isOpen = true;
      welcome();
      this.#events.opened();
    });
  }

  say(text: string): void {
    this.#later(() => this.isOpen && this.#events.text(text, text.length));
  }

  goodbye(code: number, reason: string): void {
    this.#later(() => this.#end(code, reason));
  }

  drop(): void {
    this.#later(() => this.#end(1006, ''));
  }

  /** What the other side says; nothing arrives once the connection is over. */
  hear(text: string, onText: (text: string) => void): void {
    this.#later(() => {
      if (!this.isOpen) return;
      this.received.push(text);
      onText(text);
    });
  }

  #end(code: number, reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.isOpen = false;
    this.#events.closed(code, reason);
  }
}

/** A network without wires, for thousands of runs: everything takes a millisecond. */
export class VirtualNetwork implements Listening {
  readonly url = 'ws://127.0.0.1:1/';
  readonly peers: Client[] = [];
  onPeer: (peer: Client) => void = () => {};
  onText: (peer: Client, text: string) => void = () => {};
  readonly #clock: () => Clock;

  /** The clock is asked for when it is needed: the desk that has it needs the network first. */
  constructor(clock: () => Clock) {
    this.#clock = clock;
  }

  readonly transport: Transport = (_request, events) => {
    const later = (run: () => void) => void this.#clock().setTimer(1, run);
    const client = new VirtualClient(events, later);
    client.open(() => {
      this.peers.push(client);
      this.onPeer(client);
    });
    return {
      buffered: () => 0,
      send: (text) => client.hear(text, (heard) => this.onText(client, heard)),
      ping: () => later(() => events.ponged()),
      close: (code, reason) => client.goodbye(code, reason),
      terminate: () => client.drop(),
    };
  };
}
