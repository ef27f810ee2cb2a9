import type { Interval } from '../../domain/interval.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { SCALE } from '../../domain/units.ts';
import { wilson } from '../../domain/wilson.ts';

/** How the forecasts of one model did, as far as their markets are decided. */
export type ForecastsTold = {
  readonly model: string;
  readonly said: number;
  /** Of markets with a winner; all that follows is of these. */
  readonly decided: number;
  /** Mean squared errors; the market's by its midpoint, where it had one. */
  readonly brier: number | undefined;
  readonly marketBrier: number | undefined;
  /** Those where model and market each leaned to a side. */
  readonly compared: number;
  /** Of those: both leaned to the same side; and who was right. */
  readonly agreed: number;
  readonly modelRight: number;
  readonly marketRight: number;
  /** Of those where they did not agree: the model was right. */
  readonly rightAgainstMarket: number;
  /** In tenths; empty ones are left out. */
  readonly calibration: readonly CalibrationTenth[];
};

type CalibrationTenth = {
  readonly from: number;
  readonly count: number;
  /** Average forecast, and the share that came true. */
  readonly forecast: number;
  readonly observed: number;
  readonly interval: Interval | undefined;
};

export type Said = Extract<JournalEntry, { kind: 'Forecasted' }>;

const TENTHS = 10;

/** Sums over the forecasts of one model: none of them is kept. */
export class ForecastTally {
  readonly #model: string;
  #said = 0;
  #decided = 0;
  #errors = 0;
  #priced = 0;
  #marketErrors = 0;
  #compared = 0;
  #agreed = 0;
  #modelRight = 0;
  #marketRight = 0;
  #rightAgainst = 0;
  readonly #tenths = Array.from({ length: TENTHS }, () => ({ count: 0, sum: 0, hits: 0 }));

  constructor(model: string) {
    this.#model = model;
  }

  said(): void {
    this.#said++;
  }

  /** Its market is decided: `happened` says that the first outcome won. */
  decided({ probability, mid }: Said, happened: boolean): void {
    const outcome = happened ? 1 : 0;
    this.#decided++;
    this.#errors += (probability - outcome) ** 2;
    const tenth = this.#tenths[Math.min(TENTHS - 1, Math.floor(probability * TENTHS + 1e-9))];
    if (tenth !== undefined) {
      tenth.count++;
      tenth.sum += probability;
      tenth.hits += outcome;
    }
    if (mid === undefined) return;
    const price = mid / SCALE;
    this.#priced++;
    this.#marketErrors += (price - outcome) ** 2;
    // At one half nobody leans.
    if (price !== 0.5 && probability !== 0.5)
      this.#compare(probability > 0.5, price > 0.5, happened);
  }

  get told(): ForecastsTold {
    return {
      model: this.#model,
      said: this.#said,
      decided: this.#decided,
      brier: mean(this.#errors, this.#decided),
      marketBrier: mean(this.#marketErrors, this.#priced),
      compared: this.#compared,
      agreed: this.#agreed,
      modelRight: this.#modelRight,
      marketRight: this.#marketRight,
      rightAgainstMarket: this.#rightAgainst,
      calibration: this.#tenths.flatMap(({ count, sum, hits }, i) => {
        if (count === 0) return [];
        const interval = wilson(hits, count);
        const [forecast, observed] = [sum / count, hits / count];
        return [{ from: i / TENTHS, count, forecast, observed, interval }];
      }),
    };
  }

  #compare(model: boolean, market: boolean, happened: boolean): void {
    this.#compared++;
    if (model === market) this.#agreed++;
    if (model === happened) this.#modelRight++;
    if (market === happened) this.#marketRight++;
    if (model !== market && model === happened) this.#rightAgainst++;
  }
}

function mean(sum: number, count: number): number | undefined {
  return count === 0 ? undefined : sum / count;
}
