import type { DeskDocument } from '../../../src/screen/desk-document.ts';
import { changed, type DocumentChange } from '../../../src/screen/document-change.ts';
import type { LiveMessage } from '../../../src/screen/live-message.ts';
import type { MarketDocument } from '../../../src/screen/market-document.ts';
import type { StrategyDocument } from '../../../src/screen/strategy-document.ts';

/** The tables of a document whose rows are told one by one. */
export type TableName = 'strategies' | 'markets' | 'orders' | 'positions' | 'limits' | 'health';

/** What is looked at closely. */
export type Close = 'market' | 'strategy';

/**
 * What can be listened for: one row (`markets/slug`), any row of a table (`markets`), rows that
 * come or go (`markets#`), and the values beside the tables.
 */
export type Topic =
  | 'desk'
  | 'news'
  | Close
  | 'link'
  | TableName
  | `${TableName}${'#' | '/'}${string}`;

/** How the page hears the desk. */
export type LinkState = {
  /** here: what is shown is of now. away: the server is there, its desk is not. */
  readonly state: 'opening' | 'here' | 'away' | 'lost';
  /** Since when, µs by the clock of this machine. */
  readonly since: number;
};

const TABLES: readonly TableName[] = [
  'strategies',
  'markets',
  'orders',
  'positions',
  'limits',
  'health',
];

const NO_KEYS: readonly string[] = [];
const NO_ROWS = {};

type ChangedRows = Readonly<Record<string, unknown>>;

/**
 * The document as it was told last. Whoever listens for a row hears of that row only, so that one
 * market that moves draws one market anew.
 */
export class DeskStore {
  #document: DeskDocument | undefined;
  /** The run of what is shown, which may not be heard any more. */
  #shown: string | undefined;
  #market: MarketDocument | undefined;
  #strategy: StrategyDocument | undefined;
  #link: LinkState = { state: 'opening', since: 0 };
  #run: string | undefined;
  #seq = -1;
  #now = 0;
  readonly #keys = new Map<TableName, readonly string[]>();
  readonly #listeners = new Map<Topic, Set<() => void>>();

  get document(): DeskDocument | undefined {
    return this.#document;
  }

  /** The desk's time, as far as it was told, µs UTC. */
  get now(): number {
    return Math.max(this.#now, this.#document?.desk.now ?? 0);
  }

  /** The market that is looked at closely. */
  get market(): MarketDocument | undefined {
    return this.#market;
  }

  /** The strategy that is. */
  get strategy(): StrategyDocument | undefined {
    return this.#strategy;
  }

  get link(): LinkState {
    return this.#link;
  }

  /** Where to go on from after a break; undefined: there is nothing yet. */
  get place(): { readonly run: string; readonly seq: number } | undefined {
    return this.#run === undefined ? undefined : { run: this.#run, seq: this.#seq };
  }

  /** The keys of a table in order; the same array until one comes or goes. */
  keys(table: TableName): readonly string[] {
    if (this.#document === undefined) return NO_KEYS;
    const known = this.#keys.get(table);
    if (known !== undefined) return known;
    const keys = Object.keys(this.#document[table]).sort();
    this.#keys.set(table, keys);
    return keys;
  }

  /** @returns false when something is missing before it: only a whole document helps then. */
  take(message: LiveMessage): boolean {
    switch (message.kind) {
      case 'snapshot':
        this.#begin(message.document, message.run, message.seq);
        return true;
      case 'change':
        return this.#change(message);
      case 'market':
        this.#market = message.document;
        this.#tell(['market']);
        return true;
      case 'strategy':
        this.#strategy = message.document;
        this.#tell(['strategy']);
        return true;
      case 'desk':
        this.setLink(
          message.away === null
            ? { state: 'here', since: 0 }
            : { state: 'away', since: message.away },
        );
        return true;
      case 'heartbeat':
        // It says the time, which goes on although nothing else changes.
        this.#now = message.now;
        this.#tell(['desk']);
        return this.#document !== undefined && message.seq === this.#seq;
      case 'refused':
        return true;
    }
  }

  setLink(link: LinkState): void {
    if (link.state === this.#link.state) return;
    this.#link = link;
    this.#tell(['link']);
  }

  /** What was told of something that nobody looks at any more is dropped. */
  forgetClose(what: Close): void {
    if (what === 'market') this.#market = undefined;
    else this.#strategy = undefined;
    this.#tell([what]);
  }

  /** Whatever is told next has to be the whole; what is known is shown until then. */
  forget(): void {
    this.#run = undefined;
    this.#seq = -1;
  }

  /** @returns what ends it. */
  listen(topics: readonly Topic[], listener: () => void): () => void {
    for (const topic of topics) {
      const found = this.#listeners.get(topic) ?? new Set();
      found.add(listener);
      this.#listeners.set(topic, found);
    }
    return () => {
      for (const topic of topics) {
        const found = this.#listeners.get(topic);
        found?.delete(listener);
        if (found?.size === 0) this.#listeners.delete(topic);
      }
    };
  }

  #begin(document: DeskDocument, run: string, seq: number): void {
    // What was told closely is of the run that was shown.
    if (run !== this.#shown) {
      this.#market = undefined;
      this.#strategy = undefined;
    }
    this.#shown = run;
    this.#document = document;
    this.#run = run;
    this.#seq = seq;
    this.#now = 0;
    this.#keys.clear();
    this.#tell([...this.#listeners.keys()].filter((topic) => topic !== 'link'));
  }

  #change(change: DocumentChange): boolean {
    const before = this.#document;
    if (before === undefined || change.seq !== this.#seq + 1) return false;
    this.#document = changed(before, change);
    this.#seq = change.seq;
    const topics: Topic[] = [];
    if (change.desk !== undefined) topics.push('desk');
    if (change.news.length > 0) topics.push('news');
    for (const table of TABLES) topics.push(...this.#topicsOf(table, before, change.rows[table]));
    this.#tell(topics);
    return true;
  }

  #topicsOf(table: TableName, before: DeskDocument, rows: ChangedRows = NO_ROWS): Topic[] {
    const told = Object.entries(rows);
    if (told.length === 0) return [];
    const isOther = told.some(([key, row]) => (row === null) === Object.hasOwn(before[table], key));
    if (isOther) this.#keys.delete(table);
    const those = told.map(([key]) => `${table}/${key}` as const);
    return isOther ? [table, `${table}#`, ...those] : [table, ...those];
  }

  #tell(topics: readonly Topic[]): void {
    const heard = new Set<() => void>();
    for (const topic of topics) {
      for (const listener of this.#listeners.get(topic) ?? []) heard.add(listener);
    }
    for (const listener of heard) listener();
  }
}
