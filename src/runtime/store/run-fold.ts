import type { OperatorCommand } from '../../domain/command.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { formatDecimal, type Timestamp } from '../../domain/units.ts';
import type { Cell, RunChanges } from '../../store/desk/desk-store.ts';
import { modeInWords } from '../live/risk-alarm.ts';
import type { BesideRecord, RunBegun, RunEnded } from '../replay/written-run.ts';
import { ChangedRows } from './changed-rows.ts';
import type { DeskBegun } from './desk-begun.ts';
import { MarketRows } from './market-rows.ts';
import { OrderRows } from './order-rows.ts';
import { RunNames } from './run-names.ts';
import { SetRows } from './set-rows.ts';
import { TradeRows } from './trade-rows.ts';

/** What stands in the journal of a run, as it was written. */
export type WrittenRecord = RunBegun | BesideRecord | JournalEntry | RunEnded;

/**
 * Folds the journal of a run, record by record, into the rows of the store: the same records, the
 * same rows, whether they came one by one or all at once.
 */
export class RunFold {
  readonly #changed = new ChangedRows();
  readonly #names: RunNames;
  readonly #markets: MarketRows;
  readonly #orders: OrderRows;
  readonly #sets: SetRows;
  readonly #trades: TradeRows;
  readonly #run: Record<string, Cell>;
  #records = 1;
  #entries = 0;

  constructor(begun: DeskBegun) {
    const strategies = begun.strategies.map(({ name }) => name);
    const { provenance } = begun.heard;
    this.#names = new RunNames(begun.name, provenance, strategies);
    this.#markets = new MarketRows(this.#names, this.#changed);
    this.#orders = new OrderRows(this.#names, this.#changed);
    this.#sets = new SetRows(this.#names, this.#changed);
    this.#trades = new TradeRows(this.#names, this.#changed);
    // What a strategy has learned can be long, and stands in the journal.
    const told = begun.strategies.map(({ memory: _, ...strategy }) => strategy);
    this.#run = {
      ...this.#names.ofRun,
      mode: begun.mode,
      began: begun.at,
      version: begun.software.version,
      node: begun.software.node,
      capital: begun.choice.capital,
      strategies: JSON.stringify(told),
      configuration: JSON.stringify(begun.choice),
    };
    this.#changed.put('run', this.#run);
  }

  /** The next record after the first. */
  take(record: WrittenRecord): void {
    this.#records++;
    switch (record.kind) {
      case 'RunBegun':
        break;
      case 'MarketDeclared':
        this.#markets.declared(record.market, record.facts);
        break;
      case 'ResolutionHeard':
        this.#markets.heard(record.market, record.resolution);
        break;
      case 'GapHeard':
      case 'EquityKnown':
        break;
      case 'Noticed':
        this.#notice(record.at, record.code, record.message);
        break;
      case 'RunEnded': {
        const { at, hash, fault = null } = record;
        this.#changed.put('run', Object.assign(this.#run, { ended: at, hash, fault }));
        break;
      }
      default:
        this.#entries++;
        this.#trades.take(record);
        this.#entry(record);
    }
  }

  /** What is to be written since {@link written}; the same again when that was not told. */
  changes(): RunChanges {
    this.#trades.fold();
    return this.#changed.all;
  }

  /** Markets whose entries contradict each other, and how: of their trades nothing is told. */
  get contradictions(): ReadonlyMap<string, string> {
    return this.#trades.contradictions;
  }

  written(): void {
    this.#changed.clear();
  }

  #entry(entry: JournalEntry): void {
    switch (entry.kind) {
      case 'Submitted':
      case 'Denied':
        this.#orders.ordered(this.#entries, entry);
        break;
      case 'CancelRequested':
        this.#orders.cancelWished(this.#entries, entry.at, entry.command);
        break;
      case 'SetsRequested':
      case 'SetsDenied':
        this.#sets.wished(this.#entries, entry);
        break;
      case 'SetsAnswered':
        this.#sets.answered(entry.event);
        break;
      case 'Skipped':
        this.#orders.skipped(this.#entries, entry);
        break;
      case 'Answered':
        this.#orders.answered(this.#entries, entry.event);
        break;
      case 'MarketListed':
        this.#markets.listed(entry);
        break;
      case 'MarketClosed':
        this.#markets.closed(entry.market, entry.at);
        break;
      case 'MarketResolved':
        this.#markets.resolved(entry.market, entry.payout, entry.at);
        break;
      case 'Forecasted':
        this.#forecast(entry);
        break;
      case 'PositionOpened':
        this.#opening(entry);
        break;
      case 'OutcomeDiffers':
        this.#markets.differs(entry);
        this.#notice(entry.at, 'outcome_differs', this.#names.market(entry.market));
        break;
      case 'RiskModeChanged':
        this.#notice(entry.at, 'risk_mode', modeInWords(entry));
        break;
      case 'MarketPaused':
        this.#notice(entry.at, 'market_paused', this.#names.market(entry.market));
        break;
      case 'Operated':
        this.#notice(entry.at, 'operated', this.#operated(entry.command));
        break;
      case 'StrategyHalted':
        this.#notice(entry.at, 'strategy_halted', entry.message, entry.strategy);
        break;
      case 'StrategyRestarted':
        this.#notice(entry.at, 'strategy_restarted', null, entry.strategy);
        break;
      case 'LoopFailed':
        this.#notice(entry.at, 'loop_failed', `${entry.loop}: ${entry.message}`, entry.strategy);
        break;
      case 'LoopRecovered':
        this.#notice(entry.at, 'loop_recovered', entry.loop, entry.strategy);
        break;
    }
  }

  #forecast(entry: Extract<JournalEntry, { readonly kind: 'Forecasted' }>): void {
    const { at, strategy, market, probability, mid, model } = entry;
    this.#changed.put('forecast', {
      ...this.#names.ofRun,
      entry: this.#entries,
      time: at,
      strategy: this.#names.strategy(strategy),
      market: this.#names.market(market),
      probability,
      mid: mid ?? null,
      model,
    });
  }

  #opening(entry: Extract<JournalEntry, { readonly kind: 'PositionOpened' }>): void {
    const { at, strategy, token, shares, cost } = entry;
    this.#changed.put('opening', {
      ...this.#names.ofRun,
      entry: this.#entries,
      time: at,
      strategy: this.#names.strategy(strategy),
      ...this.#names.token(token),
      size: shares,
      cost,
    });
  }

  #operated(command: OperatorCommand): string {
    if (command.kind === 'CancelAll' && command.market !== undefined) {
      return `${command.kind} ${this.#names.market(command.market)}`;
    }
    if (command.kind === 'Resize') {
      const part = formatDecimal(command.part);
      return `${command.kind} ${this.#names.strategy(command.strategy)} to ${part}`;
    }
    if ('strategy' in command && command.strategy !== undefined) {
      return `${command.kind} ${this.#names.strategy(command.strategy)}`;
    }
    return command.kind;
  }

  #notice(time: Timestamp, code: string, message: string | null, strategy?: number): void {
    this.#changed.put('notice', {
      ...this.#names.ofRun,
      record: this.#records,
      time,
      strategy: strategy === undefined ? null : this.#names.strategy(strategy),
      code,
      message,
    });
  }
}
