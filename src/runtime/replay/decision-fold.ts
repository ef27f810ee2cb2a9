import {
  type ClientOrderId,
  marketOf,
  type StrategyIndex,
  type TokenIndex,
  tokenIndex,
} from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Decision, Seen, TimedAnswer, Turn } from './decision.ts';

/** What can be looked at when an entry is appended. */
type Look = (strategy: StrategyIndex, token: TokenIndex) => Seen | undefined;

/** Gathers the decisions of a run from its entries, each with what became of it. */
export class DecisionFold implements Journal {
  readonly decisions: Decision[] = [];
  readonly turns: Turn[] = [];
  readonly #look: Look;
  /** Whom answers about an order concern: its own decision, and those to cancel it. */
  readonly #about = new Map<ClientOrderId, Decision[]>();
  readonly #tokens = new Map<ClientOrderId, TokenIndex>();
  #entries = 0;

  constructor(look: Look) {
    this.#look = look;
  }

  append(entry: JournalEntry): void {
    this.#entries++;
    switch (entry.kind) {
      case 'Submitted':
      case 'Denied':
        this.#ordered(entry);
        break;
      case 'CancelRequested':
        this.#cancelRequested(entry);
        break;
      case 'SetsRequested':
      case 'SetsDenied':
        this.#setsWished(entry);
        break;
      case 'SetsAnswered':
        this.#answered(entry.event.change, entry);
        break;
      case 'Skipped': {
        const { strategy, market, reason } = entry;
        const rest = { token: undefined, wish: { kind: 'skip' }, seen: undefined } as const;
        this.#add({ ...this.#stamp(entry), strategy, market, reason, ...rest, denied: undefined });
        break;
      }
      case 'Answered':
        this.#answered(entry.event.order, entry);
        break;
      case 'StrategyHalted':
      case 'StrategyRestarted':
      case 'LoopFailed':
      case 'LoopRecovered':
      case 'OutcomeDiffers':
      case 'RiskModeChanged':
      case 'MarketPaused':
      case 'Operated':
        this.turns.push({ ...this.#stamp(entry), turn: entry });
        break;
      default:
        break;
    }
  }

  #ordered(entry: JournalEntry & { readonly kind: 'Submitted' | 'Denied' }): void {
    const { id, strategy, terms, reason } = entry.command;
    const { token } = terms;
    const decision = this.#add({
      ...this.#stamp(entry),
      strategy,
      market: marketOf(token),
      token,
      wish: { kind: 'order', order: id, terms },
      reason,
      seen: this.#look(strategy, token),
      denied: entry.kind === 'Denied' ? { code: entry.code, message: entry.message } : undefined,
    });
    if (entry.kind === 'Denied') return;
    this.#tokens.set(id, token);
    this.#about.set(id, [decision]);
  }

  #setsWished(entry: JournalEntry & { readonly kind: 'SetsRequested' | 'SetsDenied' }): void {
    const { command: change } = entry;
    const { strategy, market, reason } = change;
    const decision = this.#add({
      ...this.#stamp(entry),
      strategy,
      market,
      token: undefined,
      wish: { kind: 'sets', change },
      reason,
      seen: this.#look(strategy, tokenIndex(market, 0)),
      denied:
        entry.kind === 'SetsDenied' ? { code: entry.code, message: entry.message } : undefined,
    });
    if (entry.kind === 'SetsRequested') this.#about.set(change.id, [decision]);
  }

  #answered(id: ClientOrderId, { at, event }: TimedAnswer): void {
    for (const decision of this.#about.get(id) ?? []) decision.answers.push({ at, event });
  }

  #cancelRequested(entry: JournalEntry & { readonly kind: 'CancelRequested' }): void {
    const { order, strategy, reason } = entry.command;
    const token = this.#tokens.get(order);
    // The engine cancels only what it has sent.
    if (token === undefined) return;
    const decision = this.#add({
      ...this.#stamp(entry),
      strategy,
      market: marketOf(token),
      token,
      wish: { kind: 'cancel', order },
      reason,
      seen: this.#look(strategy, token),
      denied: undefined,
    });
    this.#about.get(order)?.push(decision);
  }

  #stamp({ at }: JournalEntry) {
    return { entry: this.#entries, at };
  }

  #add(made: Omit<Decision, 'answers'>): Decision {
    const decision: Decision = { ...made, answers: [] };
    this.decisions.push(decision);
    return decision;
  }
}
