import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import {
  type DecidingPrice,
  RollingSeries,
  type SeriesOptions,
  type Turn,
} from './rolling-series.ts';

/** Noon UTC, so that the start lies 130 s inside of a window of five minutes. */
const startsAt = at(130);
const options: SeriesOptions = {
  seed: 7,
  assets: ['btc'],
  frames: ['5m'],
  ahead: 2,
  settleDelaySeconds: 20,
  startsAt,
};

/** The price in dollars is the number of seconds since noon, and falls from 900 s on. */
const hill: DecidingPrice = (_asset, when) => {
  const seconds = (when - at(0)) / MICROS_PER_SECOND;
  return BigInt(10_000 + (seconds <= 900 ? seconds : 1_800 - seconds)) * 10n ** 18n;
};

function turnsUntil(series: RollingSeries, seconds: number): Turn[] {
  const turns: Turn[] = [];
  for (let turn = series.next(at(seconds)); turn; turn = series.next(at(seconds))) turns.push(turn);
  return turns;
}

function told({ at: when, kind, listing }: Turn): string {
  const opens = ((listing.market.opensAt as Timestamp) - at(0)) / MICROS_PER_SECOND;
  return `${(when - at(0)) / MICROS_PER_SECOND}: ${kind} ${opens}`;
}

describe('a rolling series', () => {
  test('lists the open window and the next ones, then each in its time', () => {
    const series = new RollingSeries(options, hill);
    expect(turnsUntil(series, 320).map(told)).toEqual([
      '130: list 0',
      '130: open 0',
      '130: list 300',
      '130: list 600',
      '300: close 0',
      '300: open 300',
      '300: list 900',
      '320: resolve 0',
    ]);
    expect(series.nextAt).toBe(at(600));
    expect(series.next(at(599))).toBeUndefined();
  });

  test('pays Up where the price rose or stayed, Down where it fell', () => {
    const flat: DecidingPrice = () => 10n ** 18n;
    const paid = (price: DecidingPrice) =>
      turnsUntil(new RollingSeries(options, price), 1_600).flatMap((turn) =>
        turn.kind === 'resolve' ? [[turn.strike, turn.final, turn.payout]] : [],
      );
    expect(paid(hill)).toEqual([
      ['10000', '10300', 1_000_000],
      ['10300', '10600', 1_000_000],
      ['10600', '10900', 1_000_000],
      ['10900', '10600', 0],
      ['10600', '10300', 0],
    ]);
    expect(paid(flat).every(([, , payout]) => payout === 1_000_000)).toBe(true);
  });

  test('hands what closed at a price to the next, which opens at it', () => {
    const turns = turnsUntil(new RollingSeries(options, hill), 1_000);
    const finals = turns.flatMap((turn) => (turn.kind === 'close' ? [turn.final] : []));
    const strikes = turns.flatMap((turn) => (turn.kind === 'open' ? [turn.strike] : []));
    expect(strikes.slice(1)).toEqual(finals);
  });

  test('keeps the order of time over several assets and frames, the same at each run', () => {
    const many = { ...options, assets: ['btc', 'eth'], frames: ['5m', '15m', '4h'] } as const;
    const [one, other] = [1, 2].map(() => turnsUntil(new RollingSeries(many, hill), 7_200));
    expect(one).toEqual(other);
    const times = one!.map((turn) => turn.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const ids = one!.flatMap(({ kind, listing }) => (kind === 'list' ? [listing.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    // What strict clients of the venue read an event's id into.
    for (const id of ids) expect(Number(id), id).toBeLessThan(2 ** 31);
  });

  test('stops where no price decides instead of inventing one', () => {
    const series = new RollingSeries(options, () => undefined);
    series.next(startsAt);
    expect(() => series.next(startsAt)).toThrow(/no price decides btc-updown-5m/);
  });
});
