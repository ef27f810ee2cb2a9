import { MICROS_PER_SECOND, type Timestamp } from '../../src/domain/units.ts';
import { EwmaVolatility } from '../../src/models/price-paths/ewma-volatility.ts';
import type { Result } from '../section.ts';
import { MODELS } from './models.ts';
import { FOUR, rowsOf, secondsOf, textOf, WALKS } from './recorded-walks.ts';
import { type Said, scoreOf } from './score.ts';
import { placeAt, type Walk } from './walk.ts';

const FOLDER = 'four-asset-1h-quotes-2025-07';
const HOUR_S = 3_600;
const VOLATILITY = { lambda: 0.94, step: 300 * MICROS_PER_SECOND, leastReturns: 30 };

/** A window in the middle of its life, what the market says of it, and how it ended. */
type HalfTime = {
  readonly hour: number;
  readonly mid: number;
  readonly up: Readonly<Record<string, number>>;
  readonly endedUp: boolean;
};

const NAMES = ['terminal, t6', 'terminal, normal', 'terminal, t6 as S1', 'touch, t6'];

/**
 * The venue's one-hour windows half an hour before their end: a question about the end with a
 * market's price beside it. Up iff Binance's next hour opens at or above this one's opening.
 */
export function hourWindowScores(): Result[] {
  const walks = WALKS[FOLDER]();
  const all = FOUR.flatMap((asset, i) => halfTimes(asset, walks[i] as Walk));
  const line = (name: string, of: (one: HalfTime) => number) =>
    scoreOf(
      `  ${name}`,
      all.map((one): Said => {
        const { hour: cluster, mid: reference, endedUp: happened } = one;
        return { cluster, probability: of(one), reference, happened };
      }),
    );
  return [
    line("the market's midpoint", ({ mid }) => mid),
    ...NAMES.map((name) => line(name, ({ up }) => up[name] as number)),
  ];
}

function halfTimes(asset: string, walk: Walk): HalfTime[] {
  const opens = new Map<number, number>();
  for (const [hour = '', price] of rowsOf(textOf(FOLDER, `${asset}_p_start_cache.csv.gz`))) {
    opens.set(secondsOf(`${hour}:00:00`), Number(price));
  }
  const mids = midsOf(asset);
  const volatility = new EwmaVolatility(VOLATILITY);
  let heard = 0;
  return [...opens]
    .sort(([a], [b]) => a - b)
    .flatMap(([hour, open]): HalfTime[] => {
      const now = (hour + HOUR_S / 2) * MICROS_PER_SECOND;
      const place = placeAt(walk, now);
      for (; heard <= place; heard++) {
        volatility.add(walk.last[heard] as number, walk.at[heard] as Timestamp);
      }
      const close = opens.get(hour + HOUR_S);
      const mid = mids.get(hour);
      const deviation = volatility.deviationOver((HOUR_S / 2) * MICROS_PER_SECOND);
      const spot = walk.last[place];
      if (close === undefined || mid === undefined || deviation === undefined) return [];
      if (spot === undefined || now - (walk.at[place] as number) > 120 * MICROS_PER_SECOND)
        return [];
      const asked = { level: open, spot, deviation, stepDeviation: 0 };
      // The models say how likely the price gets beyond the opening, seen from where it is.
      const up = NAMES.map((name) => {
        const beyond = MODELS[name]?.(asked) as number;
        return [name, open > spot ? beyond : 1 - beyond] as const;
      });
      return [{ hour, mid, up: Object.fromEntries(up), endedUp: close >= open }];
    });
}

/** Of the last quote of Up in the two minutes before the middle of an hour, by the hour. */
function midsOf(asset: string): Map<number, number> {
  const mids = new Map<number, number>();
  for (const row of rowsOf(textOf(FOLDER, `${asset}_polydata.csv.gz`))) {
    const seconds = secondsOf(row[1] as string);
    const into = seconds % HOUR_S;
    const [bid, ask] = [Number(row[4]), Number(row[5])];
    if (into > HOUR_S / 2 || into < HOUR_S / 2 - 120 || !(bid > 0 && ask > bid)) continue;
    mids.set(seconds - into, (bid + ask) / 2);
  }
  return mids;
}
