import type { WebSocket } from 'ws';
import type { Clock, Timer } from '../../ports/clock.ts';
import { FaultLine } from '../faults/fault-line.ts';
import type { ChannelFaults } from '../faults/socket-faults.ts';
import type { ChannelCounts } from './socket-counts.ts';
import type { SocketLimits } from './socket-limits.ts';

/** What all connections of one kind have in common. */
export type ChannelParts = {
  readonly clock: Clock;
  readonly limits: SocketLimits;
  readonly counts: ChannelCounts;
  readonly faults: ChannelFaults;
  /** Close code for those who do not read. */
  readonly slowCode: number;
};

/** "Try again later": what the CLOB says to slow clients (measured in September 2026). */
export const TRY_AGAIN_LATER = 1_013;
const SLOW = 'slow consumer: send buffer full';
/** The server goes away. */
const GOING_AWAY = 1_001;

const TEXT = { binary: false } as const;

/** One connection of a client. News goes through the faults of its channel, answers do not. */
export class ClientSocket {
  /** A frame that came; texts only. */
  onText: (text: string) => void = () => {};
  onClosed: () => void = () => {};
  /** Control pings since the client answered one. */
  unanswered = 0;
  readonly counts: ChannelCounts;
  readonly #socket: WebSocket;
  readonly #parts: ChannelParts;
  readonly #line: FaultLine;
  #goodbye: Timer | undefined;
  #isOver = false;

  constructor(socket: WebSocket, parts: ChannelParts) {
    this.#socket = socket;
    this.#parts = parts;
    this.counts = parts.counts;
    this.counts.open++;
    this.counts.opened++;
    this.#line = new FaultLine(parts.faults, parts.clock, {
      deliver: (frame) => this.#write(frame),
      cut: () => this.cut(),
    });
    socket.on('message', (content: Buffer, isBinary) => this.#message(content, isBinary));
    socket.on('pong', () => {
      this.unanswered = 0;
    });
    // The close that follows tells all there is to know.
    socket.on('error', () => {});
    socket.on('close', () => this.#closed());
  }

  /** Sends news, encoded once for all who get it. */
  send(frame: Buffer): void {
    if (!this.#isOver) this.#line.send(frame);
  }

  /** Sends an answer to this client alone. */
  reply(text: string): void {
    this.#write(Buffer.from(text));
  }

  /** What the client said makes no sense (the CLOB's words: nautilus_trader #3717, 2026-03). */
  refuse(): void {
    this.counts.malformed++;
    this.reply('INVALID OPERATION');
  }

  ping(): void {
    if (this.#isOver) return;
    this.unanswered++;
    this.#socket.ping();
  }

  /** Says goodbye; who does not answer is cut off. */
  close(code: number, reason = ''): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#socket.close(code, reason);
    const { clock, limits } = this.#parts;
    this.#goodbye = clock.setTimer(limits.closeMs, () => this.#socket.terminate());
  }

  /** The exchange ends. */
  leave(): void {
    this.close(GOING_AWAY);
  }

  /** Cuts the wire: no goodbye. */
  cut(): void {
    this.#socket.terminate();
  }

  #write(frame: Buffer): void {
    if (this.#isOver) return;
    const { limits, counts, slowCode } = this.#parts;
    if (this.#socket.bufferedAmount > limits.bufferedBytesMost) {
      counts.slow++;
      this.close(slowCode, SLOW);
      return;
    }
    counts.sent++;
    this.#socket.send(frame, TEXT);
  }

  #message(content: Buffer, isBinary: boolean): void {
    if (this.#isOver) return;
    this.counts.received++;
    if (isBinary) this.counts.malformed++;
    else this.onText(content.toString('utf8'));
  }

  #closed(): void {
    this.#isOver = true;
    this.counts.open--;
    this.#line.close();
    if (this.#goodbye !== undefined) this.#parts.clock.clearTimer(this.#goodbye);
    this.onClosed();
  }
}
