import type { MarketIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Resolution } from '../../domain/market.ts';
import { type MarketFacts, withCalendar } from '../../domain/market-facts.ts';
import type { OutcomeDifference } from '../../domain/outcome-difference.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Cell } from '../../store/desk/desk-store.ts';
import type { ChangedRows } from './changed-rows.ts';
import type { RunNames } from './run-names.ts';

type Open = Record<string, Cell>;

/** The markets of a run and how they ended, as rows. */
export class MarketRows {
  readonly #names: RunNames;
  readonly #changed: ChangedRows;
  readonly #markets = new Map<number, Open>();
  readonly #outcomes = new Map<number, Open>();
  readonly #sources = new Map<number, Resolution['source']>();

  constructor(names: RunNames, changed: ChangedRows) {
    this.#names = names;
    this.#changed = changed;
  }

  declared(market: number, told: MarketFacts): void {
    const facts = withCalendar(told);
    const { slug, labels, tokens } = facts;
    this.#names.nameMarket(market, slug, labels);
    this.#put(market, {
      market: slug,
      question: facts.question ?? null,
      category: facts.category ?? null,
      asset: facts.asset ?? null,
      label_0: labels[0] ?? null,
      label_1: labels[1] ?? null,
      condition_id: facts.conditionId ?? null,
      token_0: tokens[0] ?? null,
      token_1: tokens[1] ?? null,
      opens: facts.opensAt ?? null,
      closes: facts.closesAt ?? null,
      minimum_size: facts.minimumSize?.value ?? null,
      taker_delay_ms: facts.takerDelayMs?.value ?? null,
      fee: jsonOf(facts.fee?.value),
      rule: jsonOf(facts.rule?.value),
    });
  }

  listed({ market, slug, at }: Extract<JournalEntry, { readonly kind: 'MarketListed' }>): void {
    this.#names.nameMarket(market, slug);
    this.#put(market, { market: slug, listed: at });
  }

  closed(market: MarketIndex, at: Timestamp): void {
    this.#put(market, { closed: at });
  }

  /** Who says how a market ended; its entry follows. */
  heard(market: number, { source }: Resolution): void {
    this.#sources.set(market, source);
  }

  resolved(market: MarketIndex, payout: number, at: Timestamp): void {
    const source = this.#sources.get(market) ?? null;
    this.#putOutcome(market, { payout, time: at, source });
  }

  differs({ market, feed, open, close, own }: OutcomeDifference): void {
    this.#putOutcome(market, { own, feed, own_open: open, own_close: close });
  }

  #put(number: number, columns: Open): void {
    const row = this.#markets.get(number) ?? { ...this.#names.ofRun, number };
    this.#markets.set(number, Object.assign(row, columns));
    this.#changed.put('market', row);
  }

  #putOutcome(market: MarketIndex, columns: Open): void {
    const began = { ...this.#names.ofRun, market: this.#names.market(market) };
    const row = this.#outcomes.get(market) ?? began;
    this.#outcomes.set(market, Object.assign(row, columns));
    this.#changed.put('outcome', row);
  }
}

function jsonOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
