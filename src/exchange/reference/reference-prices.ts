import { invariant } from '../../domain/invariant.ts';
import { Random } from '../../domain/random.ts';
import { MICROS_PER_SECOND, SCALE, type Timestamp } from '../../domain/units.ts';
import { ASSET_MODELS } from './asset-models.ts';
import { fairUp } from './fair-up.ts';
import { averageE18, decimalOfE18, PRINT_SCALE } from './fixed-point.ts';
import { PriceProcess } from './price-process.ts';
import { PrintRecord, secondOf } from './print-record.ts';

/** Prints in the venue's published average. */
const LOOKBACK_S = 60;

/** What the reference says of an asset, once at each whole second. */
export type AssetPrint = {
  readonly asset: string;
  readonly at: Timestamp;
  /** Dollars as decimal text with every digit. */
  readonly text: string;
  /** Dollars at 1e-6, rounded down. */
  readonly value: number;
  /** The average of the last 60 prints, at 1e-18 dollars. */
  readonly twapE18: bigint;
  /** The same as decimal text with every digit. */
  readonly twapText: string;
};

/** A window whose outcome is asked about. */
export type PricedWindow = {
  readonly opensAt: Timestamp;
  readonly closesAt: Timestamp;
  readonly lookbackSeconds: number;
  /** Dollars as decimal text; undefined: what the record has, or what is to be expected. */
  readonly strike: string | undefined;
};

export type ReferenceOptions = {
  readonly seed: number;
  readonly assets: readonly string[];
  /** Nobody hears of prints up to here; they are what the record begins with. */
  readonly startsAt: Timestamp;
  /** How far the record reaches back: as long as the longest window and its settlement, or more. */
  readonly historySeconds: number;
};

type Stream = {
  readonly asset: string;
  readonly process: PriceProcess;
  readonly record: PrintRecord;
};

/**
 * Invented reference prices, one print per asset and whole second. Equal seed, asset and start give
 * equal prints, whatever the other assets are and however time is cut into calls.
 */
export class ReferencePrices {
  readonly assets: readonly string[];
  readonly #streams = new Map<string, Stream>();
  readonly #listen: (print: AssetPrint) => void;
  #last: number;

  constructor(options: ReferenceOptions, listen: (print: AssetPrint) => void = () => undefined) {
    const { seed, assets, startsAt, historySeconds } = options;
    this.assets = assets;
    this.#listen = listen;
    const kept = historySeconds + LOOKBACK_S;
    this.#last = secondOf(startsAt);
    for (const asset of assets) {
      const model = ASSET_MODELS[asset];
      invariant(model !== undefined, `there is no price model of ${asset}`);
      const process = new PriceProcess(new Random(seed, `reference/${asset}`), model);
      const record = new PrintRecord(kept, this.#last - kept);
      this.#streams.set(asset, { asset, process, record });
      for (let i = 0; i < kept; i++) step(process, record);
    }
  }

  /** Prints every whole second up to `now`: by time, then in the order of the assets. */
  advance(now: Timestamp): void {
    const until = secondOf(now);
    while (this.#last < until) {
      this.#last++;
      for (const stream of this.#streams.values()) {
        step(stream.process, stream.record);
        this.#listen(printOf(stream, this.#last));
      }
    }
  }

  /** Prints from a time on, oldest first, as far as their averages are kept. */
  since(asset: string, from: Timestamp): AssetPrint[] {
    const stream = this.#stream(asset);
    const first = Math.max(Math.ceil(from / MICROS_PER_SECOND), stream.record.first + LOOKBACK_S);
    const prints: AssetPrint[] = [];
    for (let second = first; second <= this.#last; second++) prints.push(printOf(stream, second));
    return prints;
  }

  /** The last print at a time, at 1e-18 dollars; undefined where the record does not reach. */
  priceAt(asset: string, at: Timestamp): bigint | undefined {
    return this.twapAt(asset, at, 1);
  }

  /** The average of the last prints at a time, at 1e-18 dollars; undefined as above. */
  twapAt(asset: string, at: Timestamp, lookbackSeconds = LOOKBACK_S): bigint | undefined {
    return this.#stream(asset).record.average(at, lookbackSeconds);
  }

  /** Probability of Up as of the last print; undefined where the strike is not known. */
  fairUp(asset: string, window: PricedWindow): number | undefined {
    const { process, record } = this.#stream(asset);
    return fairUp(record, process.price * process.volatility, {
      opens: secondOf(window.opensAt),
      closes: secondOf(window.closesAt),
      lookback: window.lookbackSeconds,
      strike: window.strike === undefined ? undefined : Number(window.strike),
    });
  }

  #stream(asset: string): Stream {
    const stream = this.#streams.get(asset);
    invariant(stream !== undefined, `the reference has no prices of ${asset}`);
    return stream;
  }
}

function step(process: PriceProcess, record: PrintRecord): void {
  process.step();
  record.add(Math.round(process.price * PRINT_SCALE));
}

function printOf({ asset, record }: Stream, second: number): AssetPrint {
  const units = record.units(second);
  const sum = record.sum(second, LOOKBACK_S);
  invariant(units !== undefined && sum !== undefined, `${asset} has no print at ${second} s`);
  const twapE18 = averageE18(sum, LOOKBACK_S);
  return {
    asset,
    at: (second * MICROS_PER_SECOND) as Timestamp,
    text: decimalOfE18(averageE18(units, 1)),
    value: Math.floor(units / (PRINT_SCALE / SCALE)),
    twapE18,
    twapText: decimalOfE18(twapE18),
  };
}
