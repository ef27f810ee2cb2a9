import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Opinion } from '../../ports/opinion.ts';
import { RunActivity } from '../../report/activity/run-activity.ts';
import type { EntryReader } from '../live/run-entries.ts';
import type { Session } from '../session.ts';
import {
  type StrategySummary,
  summaryOf,
  type ToldActivity,
  toldActivity,
} from './told-activity.ts';

type Watched = Pick<Session, 'strategies'> & {
  readonly engine: Pick<Session['engine'], 'opinionOf' | 'memoryFactsOf'>;
};

/** What a desk that runs has done, and why it has not traded: each entry is looked at once. */
export class DeskActivity {
  readonly #entries: EntryReader;
  readonly #watched: Watched;
  readonly #activity: RunActivity;

  constructor(entries: EntryReader, watched: Watched) {
    this.#entries = entries;
    this.#watched = watched;
    this.#activity = new RunActivity(watched.strategies);
  }

  /** To be called now and then, so that whoever asks need not wait for all of it. */
  take(): void {
    for (const entry of this.#entries.take()) this.#activity.append(entry);
  }

  /** What of it costs little to tell, by the place of the strategy. */
  summary(): readonly StrategySummary[] {
    this.take();
    return summaryOf(this.#activity, { models: (strategy) => modelsOf(this.#watched, strategy) });
  }

  told(now: Timestamp): ToldActivity {
    this.take();
    return toldActivity(this.#activity, now, {
      opinion: (strategy, market) => opinionOf(this.#watched, strategy, market, now),
      models: (strategy) => modelsOf(this.#watched, strategy),
    });
  }
}

/** Whoever looks at a desk must not be kept from it by a strategy that fails to answer. */
function opinionOf(
  { engine }: Watched,
  strategy: StrategyIndex,
  market: MarketIndex,
  now: Timestamp,
): Opinion | undefined {
  try {
    return engine.opinionOf(strategy, market, now);
  } catch {
    return { code: 'opinion_failed', token: undefined, numbers: {} };
  }
}

/** Facts alone: a memory is megabytes, and this is the thread that trades. */
function modelsOf({ engine }: Watched, strategy: StrategyIndex): readonly string[] {
  try {
    return engine.memoryFactsOf(strategy)?.lines ?? [];
  } catch (error) {
    return [`it does not say what it has learned: ${error}`];
  }
}
