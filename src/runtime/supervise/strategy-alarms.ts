import type { StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { timeOfDay } from '../../report/format.ts';
import type { AlarmListener } from './alarm.ts';

type Listeners = {
  readonly onAlarm: AlarmListener;
  /** Every strategy of the run is given up: nothing will be traded any more. */
  readonly onAllGivenUp: (error: Error) => void;
};

/** Hears the journal of a run, and tells when a strategy is halted, starts anew or is given up. */
export class StrategyAlarms {
  readonly #names: readonly string[];
  readonly #listeners: Listeners;
  readonly #givenUp = new Set<StrategyIndex>();
  /** Loops whose last round failed. */
  readonly #failing = new Set<string>();

  /** `names`: of the strategies, by index. */
  constructor(names: readonly string[], listeners: Listeners) {
    this.#names = names;
    this.#listeners = listeners;
  }

  append(entry: JournalEntry): void {
    if (entry.kind === 'StrategyRestarted') {
      const message = `${this.#nameOf(entry.strategy)} has started anew`;
      this.#listeners.onAlarm({ code: 'strategy_restarted', message });
    }
    if (entry.kind === 'StrategyHalted') this.#halted(entry);
    if (entry.kind === 'LoopFailed') this.#loopFailed(entry);
    if (entry.kind === 'LoopRecovered') {
      this.#failing.delete(`${entry.strategy} ${entry.loop}`);
      const message = `${entry.loop} of ${this.#nameOf(entry.strategy)} works again`;
      this.#listeners.onAlarm({ code: 'strategy_loop_recovered', message });
    }
  }

  /** Told once for all rounds that fail in a row. */
  #loopFailed({ strategy, loop, message, retryAt }: JournalEntry & { kind: 'LoopFailed' }): void {
    const key = `${strategy} ${loop}`;
    if (this.#failing.has(key)) return;
    this.#failing.add(key);
    const next = `it alone is tried again, first at ${timeOfDay(retryAt)}`;
    this.#listeners.onAlarm({
      code: 'strategy_loop_failing',
      message: `${loop} of ${this.#nameOf(strategy)} threw ${message}: ${next}`,
    });
  }

  #halted({ strategy, message, restartAt }: JournalEntry & { kind: 'StrategyHalted' }): void {
    const name = this.#nameOf(strategy);
    const { onAlarm, onAllGivenUp } = this.#listeners;
    if (restartAt !== undefined) {
      const next = `its orders are canceled, it starts anew at ${timeOfDay(restartAt)}`;
      onAlarm({ code: 'strategy_halted', message: `${name} threw ${message}: ${next}` });
      return;
    }
    const end = 'its orders are canceled, it is given up';
    onAlarm({ code: 'strategy_given_up', message: `${name} threw ${message}: ${end}` });
    this.#givenUp.add(strategy);
    if (this.#givenUp.size < this.#names.length) return;
    onAllGivenUp(new Error(`every strategy is given up; the last threw ${message}`));
  }

  #nameOf(strategy: StrategyIndex): string {
    return this.#names[strategy] ?? `strategy ${strategy}`;
  }
}
