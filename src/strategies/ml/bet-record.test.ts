import { expect, test } from 'vitest';
import type { Timestamp, Usd } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import { BetRecord } from './bet-record.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

/** Days and hours from 1970 on, with a thousand units of cash. */
const view = (days: number, hours: number, realized = 0, outlay = 0) =>
  ({
    now: days * DAY + hours * HOUR,
    available: 1_000 as Usd,
    outlay: outlay as Usd,
    realized: realized as Usd,
  }) as View;
const at = (hours: number) => (hours * HOUR) as Timestamp;

test('bets count for an hour; one that came to nothing was none', () => {
  const record = new BetRecord();
  record.add(at(1));
  record.add(at(1.5));
  record.add(at(1.5));
  expect(record.tally(view(0, 1.9)).betsInHour).toBe(3);
  record.takeBack(at(1.5));
  expect(record.tally(view(0, 1.9)).betsInHour).toBe(2);
  expect(record.tally(view(0, 2)).betsInHour).toBe(1);
  record.takeBack(at(7));
  expect(record.tally(view(0, 2.5)).betsInHour).toBe(0);
});

test('a day’s loss is of what there was as it began; a new day begins anew', () => {
  const record = new BetRecord();
  record.look(view(3, 1, 0, 500));
  expect(record.tally(view(3, 2)).dayLoss).toBe(0);
  record.look(view(3, 3, -150));
  expect(record.tally(view(3, 4, -300)).dayLoss).toBe(300 / 1_500);
  expect(record.tally(view(3, 5, 900)).dayLoss).toBe(0);
  record.look(view(3, 23, -300));
  expect(record.tally(view(4, 0, -300)).dayLoss).toBe(0);
});

test('a loss that is paid as the first thing of a day is that day’s', () => {
  const record = new BetRecord();
  record.look(view(3, 23));
  record.look({ ...view(4, 0, -250), available: 750 as Usd });
  expect(record.tally({ ...view(4, 1, -250), available: 750 as Usd }).dayLoss).toBe(0.25);
});

test('where nothing was there, any loss is all of it', () => {
  const record = new BetRecord({ times: [], day: 0, made: -1, worth: 0 });
  expect(record.tally(view(0, 1)).dayLoss).toBe(1);
});

test('asking changes nothing', () => {
  const record = new BetRecord();
  record.look(view(3, 1));
  record.add((3 * DAY) as Timestamp);
  const before = record.save();
  record.tally(view(4, 5, -900));
  expect(record.save()).toEqual(before);
  expect(record.tally(view(3, 1.5, -100)).dayLoss).toBe(0.1);
});

test('a later run goes on from what counts against the limits', () => {
  const record = new BetRecord();
  record.look(view(3, 1));
  record.look(view(3, 2, -250));
  record.add((3 * DAY + 2 * HOUR) as Timestamp);
  const later = new BetRecord(JSON.parse(JSON.stringify(record.save())));
  // Its view begins at nothing realized.
  expect(later.tally(view(3, 2.5, -50))).toEqual({ betsInHour: 1, dayLoss: 0.3 });
});
