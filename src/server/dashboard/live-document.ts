import type { DeskDocument } from '../../screen/desk-document.ts';
import { changed, type DocumentMessage, type FeedMessage } from '../../screen/document-change.ts';

/** A minute of changes; whoever was away for longer is told anew. */
const RING_MOST = 600;
const RING_CHARS_MOST = 4_000_000;

type Told = { readonly seq: number; readonly text: string };

/** The document as the desk tells it, and the last changes of it, ready to be sent on. */
export class LiveDocument {
  readonly #now: () => number;
  #run = '';
  #seq = 0;
  #document: DeskDocument | undefined;
  #away: number | null;
  #ring: Told[] = [];
  #ringChars = 0;
  #snapshot: string | undefined;

  /** `now` in µs UTC. Before the desk is first heard it is away. */
  constructor(now: () => number) {
    this.#now = now;
    this.#away = now();
  }

  /** Undefined: the desk was never heard. */
  get document(): DeskDocument | undefined {
    return this.#document;
  }

  /** Since when the desk is not heard, µs UTC; null: it is. */
  get away(): number | null {
    return this.#away;
  }

  /** Takes in what the desk says. Undefined: it does not follow what was said before. */
  take(message: FeedMessage): string | undefined {
    if (message.kind === 'snapshot') return this.#begin(message);
    if (message.kind === 'heartbeat') {
      return message.seq === this.#seq ? JSON.stringify(message) : undefined;
    }
    if (this.#document === undefined || message.seq !== this.#seq + 1) return undefined;
    this.#document = changed(this.#document, message);
    this.#seq = message.seq;
    this.#snapshot = undefined;
    const text = JSON.stringify(message);
    this.#ring.push({ seq: message.seq, text });
    this.#ringChars += text.length;
    while (this.#ring.length > RING_MOST || this.#ringChars > RING_CHARS_MOST) {
      this.#ringChars -= this.#ring.shift()?.text.length ?? 0;
    }
    return text;
  }

  /** The desk is not heard any more. False: that was known. */
  lose(): boolean {
    if (this.#away !== null) return false;
    this.#away = this.#now();
    return true;
  }

  /** All of it, as a message; undefined: the desk was never heard. */
  snapshot(): string | undefined {
    if (this.#document === undefined) return undefined;
    this.#snapshot ??= JSON.stringify({
      kind: 'snapshot',
      run: this.#run,
      seq: this.#seq,
      document: this.#document,
    } satisfies DocumentMessage);
    return this.#snapshot;
  }

  /** What came after that; undefined: it is not all here any more, or of another run. */
  since(run: string, seq: number): readonly string[] | undefined {
    if (run !== this.#run || this.#document === undefined || seq > this.#seq) return undefined;
    const first = this.#ring[0]?.seq ?? this.#seq + 1;
    if (seq + 1 < first) return undefined;
    return this.#ring.slice(seq + 1 - first).map(({ text }) => text);
  }

  #begin({ run, seq, document }: DocumentMessage & { kind: 'snapshot' }): string {
    this.#run = run;
    this.#seq = seq;
    this.#document = document;
    this.#away = null;
    this.#ring = [];
    this.#ringChars = 0;
    this.#snapshot = undefined;
    return this.snapshot() as string;
  }
}
