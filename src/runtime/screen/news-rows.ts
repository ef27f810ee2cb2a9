import { marketOf, outcomeOf, type TokenIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { KnownOrders } from '../../domain/known-orders.ts';
import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import { NEWS_MOST, type NewsRow } from '../../screen/desk-document.ts';
import { newsOf, type Said } from './news-of.ts';

/** One that skips a market, or is denied there, for the same reason is told of so seldom, µs. */
const SAID_AGAIN = 60 * MICROS_PER_SECOND;
/** So many of such reasons are remembered. */
const REASONS_MOST = 1_000;

type Owner = { readonly strategy: number; readonly token: TokenIndex };
type Watched = { readonly state: EngineState; readonly strategies: readonly string[] };

/** The newest of what happened, folded from the journal and from what a person was told. */
export class NewsRows {
  readonly #watched: Watched;
  readonly #owners = new KnownOrders<Owner>();
  readonly #reasons = new Map<string, number>();
  #rows: readonly NewsRow[] = [];
  #count = 0;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** Oldest first; the same array as before where nothing happened. */
  get rows(): readonly NewsRow[] {
    return this.#rows;
  }

  append(entries: readonly JournalEntry[]): void {
    const rows: NewsRow[] = [];
    for (const entry of entries) {
      if (entry.kind === 'Submitted') {
        const { id, strategy, terms } = entry.command;
        this.#owners.submitted(id, terms.size, { strategy, token: terms.token });
      }
      const said = this.#isRepeated(entry) ? undefined : newsOf(entry);
      if (said !== undefined) rows.push(this.#rowOf(said, entry.at));
      if (entry.kind === 'Answered') this.#owners.heard(entry.event);
    }
    this.#add(rows);
  }

  /** What was told of that stands in no journal. */
  notice(notices: readonly { at: number; code: string; message: string }[]): void {
    this.#add(
      notices.map(({ at, ...said }) =>
        this.#rowOf({ kind: 'notice', level: 'warning', ...said }, at),
      ),
    );
  }

  #add(rows: readonly NewsRow[]): void {
    if (rows.length > 0) this.#rows = [...this.#rows, ...rows].slice(-NEWS_MOST);
  }

  #isRepeated(entry: JournalEntry): boolean {
    const key = reasonOf(entry);
    if (key === undefined) return false;
    const { at } = entry;
    const before = this.#reasons.get(key);
    if (before !== undefined && at - before < SAID_AGAIN) return true;
    this.#reasons.delete(key);
    this.#reasons.set(key, at);
    const [oldest] = this.#reasons.keys();
    if (oldest !== undefined && this.#reasons.size > REASONS_MOST) this.#reasons.delete(oldest);
    return false;
  }

  #rowOf(said: Said, at: number): NewsRow {
    const { state, strategies } = this.#watched;
    const owner = said.order === undefined ? undefined : this.#owners.get(said.order as never);
    const token = said.token ?? owner?.token;
    const index = said.market ?? (token === undefined ? undefined : marketOf(token));
    const market = index === undefined ? undefined : state.markets[index];
    const strategy = said.strategy ?? owner?.strategy;
    return {
      entry: ++this.#count,
      at,
      kind: said.kind,
      level: said.level ?? 'info',
      strategy: strategy === undefined ? null : (strategies[strategy] ?? null),
      market: market?.slug ?? null,
      label: (token === undefined ? undefined : market?.labels[outcomeOf(token)]) ?? null,
      order: said.order ?? null,
      code: said.code,
      message: said.message ?? '',
      numbers: said.numbers ?? {},
    };
  }
}

/** What keeps it from trading, and where; undefined: the entry is of something else. */
function reasonOf(entry: JournalEntry): string | undefined {
  switch (entry.kind) {
    case 'Skipped':
      return `skipped ${entry.strategy} ${entry.market} ${entry.reason.code}`;
    case 'Denied': {
      const { strategy, terms } = entry.command;
      return `denied ${strategy} ${marketOf(terms.token)} ${entry.code}`;
    }
    case 'SetsDenied':
      return `denied ${entry.command.strategy} ${entry.command.market} ${entry.code}`;
    default:
      return undefined;
  }
}
