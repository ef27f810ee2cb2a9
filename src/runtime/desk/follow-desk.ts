import { SystemClock } from '../../net/system-clock.ts';
import type { DeskDocument } from '../../screen/desk-document.ts';
import { changed, type FeedMessage } from '../../screen/document-change.ts';
import type { DeskFile } from './desk-file.ts';
import { deskLines } from './desk-lines.ts';

/** A desk as it is known to whoever follows it. */
export type Followed = {
  readonly run: string;
  readonly seq: number;
  readonly document: DeskDocument;
  /** By the desk's clock, µs UTC, when it said so last. */
  readonly now: number;
};

/**
 * What a desk's screen shows, again with each change, until the desk ends or the signal says so.
 * @throws Error when it does not answer, refuses, falls silent, or leaves out a change.
 */
export async function* followDesk(desk: DeskFile, signal: AbortSignal): AsyncGenerator<Followed> {
  let known: Followed | undefined;
  for await (const message of deskLines(desk, '/feed', signal, new SystemClock())) {
    known = after(known, message as FeedMessage);
    yield known;
  }
}

function after(known: Followed | undefined, message: FeedMessage): Followed {
  if (message.kind === 'snapshot') {
    const { run, seq, document } = message;
    return { run, seq, document, now: document.desk.now };
  }
  if (known === undefined) throw new Error(`a ${message.kind} came before the whole`);
  if (message.kind === 'heartbeat') return { ...known, now: message.now };
  if (message.seq !== known.seq + 1) {
    throw new Error(`change ${message.seq} came after ${known.seq}`);
  }
  const document = changed(known.document, message);
  return { run: known.run, seq: message.seq, document, now: document.desk.now };
}
