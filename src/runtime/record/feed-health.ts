import type { FeedNote } from '../../feeds/live/feed-sink.ts';
import { FutureDoubts } from './future-doubts.ts';

/** A series of a feed: within its age limit, older, or never told in this run. */
export type FeedStatus = {
  readonly feed: string;
  readonly state: 'fresh' | 'stale' | 'unheard';
};

/** Undefined: it has no socket. */
type Heard = { readonly socket: { readonly isOpen: boolean } | undefined };

/** So many names, the others are counted. */
const NAMED_MOST = 4;

/** What stands in the way of one service at the moment, as its notes tell it. */
export class FeedHealth {
  /** By source: hosts that refuse us, connections that broke, questions without an answer. */
  readonly #blocked = new Map<string, string>();
  readonly #closed = new Map<string, string>();
  readonly #unanswered = new Map<string, string>();
  /** By source: what our own clock may stand in the way of. */
  readonly future = new FutureDoubts();

  note(note: FeedNote): void {
    const { source } = note;
    if (note.kind === 'opened') {
      this.#blocked.delete(source);
      this.#closed.delete(source);
    } else if (note.kind === 'closed') this.#closed.set(source, note.close.reason);
    else if (note.kind === 'blocked' && note.next === undefined)
      this.#blocked.set(source, note.host);
    else if (note.kind === 'unanswered') {
      // The detail says more where there is one: the code of an error, a status.
      this.#unanswered.set(source, note.detail || note.outcome);
    }
  }

  /** A frame or an answer came. */
  heard(source: string): void {
    this.#blocked.delete(source);
    this.#unanswered.delete(source);
  }

  /** Obstacles in words, and which series are stale or were not heard yet; none: all is well. */
  wordsOf({ socket }: Heard, series: readonly FeedStatus[]): string[] {
    const words: string[] = [];
    for (const [source, host] of this.#blocked) {
      words.push(`${source}: ${host} refuses us from this place, asked again every 15 min`);
    }
    for (const [source, why] of this.#unanswered) {
      if (!this.#blocked.has(source)) words.push(`no answer to ${source} (${why})`);
    }
    if (socket?.isOpen === false && this.#blocked.size === 0) {
      const why = [...this.#closed.values()].find((reason) => reason !== '');
      words.push(`not connected${why === undefined ? '' : ` (${why})`}`);
    }
    const future = this.future.words;
    if (future !== undefined) words.push(future);
    const unheard = series.filter(({ state }) => state === 'unheard');
    if (unheard.length > 0 && unheard.length === series.length) words.push('nothing heard yet');
    else if (unheard.length > 0) words.push(`not heard yet: ${namesOf(unheard)}`);
    const stale = series.filter(({ state }) => state === 'stale');
    if (stale.length > 0) words.push(`stale: ${namesOf(stale)}`);
    return words;
  }
}

function namesOf(series: readonly FeedStatus[]): string {
  return listOf(series.map(({ feed }) => feed));
}

/** A few names, and how many there are besides. */
export function listOf(names: readonly string[]): string {
  const rest = names.length - NAMED_MOST;
  const named = names.slice(0, NAMED_MOST).join(', ');
  return rest > 0 ? `${named} and ${rest} more` : named;
}
