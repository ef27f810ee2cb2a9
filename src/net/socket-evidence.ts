import type { Timestamp } from '../domain/units.ts';
import type { Clock, Monotonic } from '../ports/clock.ts';

/** What a socket has seen: the ground on which others judge whether it lives. */
export class SocketEvidence {
  /** Over all connections. */
  opens = 0;
  closes = 0;
  bytes = 0;
  frames = 0;
  /** Answers to heartbeats; they prove the connection, not that anything is published on it. */
  answers = 0;
  /** Frames that were no text. */
  binaries = 0;
  /** Texts that were not sent, because nothing was open or the buffer was full. */
  unsent = 0;
  /** Errors thrown by those who listen. */
  faults = 0;

  /** Of the present connection, or of the last one. */
  connection = 0;
  connectionFrames = 0;
  openedAt: Monotonic | undefined;
  /** The last frame that was no answer to a heartbeat. */
  lastFrameAt: Monotonic | undefined;
  /** The last sign of life of any kind: what was sent before it has arrived. */
  lastActivityAt: Monotonic | undefined;
  /** The same by the wall clock, for gap marks. */
  lastFrame: Timestamp | undefined;
  lastActivity: Timestamp | undefined;

  opened(connection: number, clock: Clock): void {
    this.opens++;
    this.connection = connection;
    this.connectionFrames = 0;
    this.openedAt = clock.monotonic();
    this.lastFrameAt = undefined;
    this.alive(clock);
  }

  frame(bytes: number, clock: Clock): Timestamp {
    this.bytes += bytes;
    this.frames++;
    this.connectionFrames++;
    const now = this.alive(clock);
    this.lastFrameAt = this.lastActivityAt;
    this.lastFrame = now;
    return now;
  }

  answer(bytes: number, clock: Clock): void {
    this.bytes += bytes;
    this.answers++;
    this.alive(clock);
  }

  alive(clock: Clock): Timestamp {
    this.lastActivityAt = clock.monotonic();
    this.lastActivity = clock.now();
    return this.lastActivity;
  }
}
