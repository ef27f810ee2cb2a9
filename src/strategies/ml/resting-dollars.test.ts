import { expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import { ScriptedView } from '../../../test/support/scripted-view.ts';
import type { TokenIndex } from '../../domain/ids.ts';
import { BID } from '../../domain/side.ts';
import { type Price, UNKNOWN_SIZE } from '../../domain/units.ts';
import { momentsOf } from './moments.ts';
import { restingDollars } from './resting-dollars.ts';

const [UP, DOWN] = [0 as TokenIndex, 1 as TokenIndex];

function booked(): ScriptedView {
  const view = new ScriptedView([aMarket()]);
  view.setBook(
    UP,
    [
      ['0.40', '100'],
      ['0.30', '10'],
    ],
    [['0.60', '50']],
  );
  return view;
}

test('both sides count, an ask as the bid for the other token that it is', () => {
  expect(restingDollars(booked(), UP)).toBeCloseTo(40 + 3 + 20, 9);
  expect(restingDollars(booked(), DOWN)).toBeCloseTo(63, 9);
  expect(restingDollars(new ScriptedView([aMarket()]), UP)).toBe(0);
});

test('with one size unknown, all of it is', () => {
  const view = booked();
  view.book(0 as never).setLevel(BID, 200_000 as Price, UNKNOWN_SIZE);
  expect(restingDollars(view, UP)).toBeUndefined();
});

test('a market is looked at at points of its life, each until the next', () => {
  const seconds = (at: number) => (at - (aMarket().opensAt ?? 0)) / 1_000_000;
  const rule = { from: 180, to: 840, every: 250 };
  expect(momentsOf(aMarket(), rule)?.map(seconds)).toEqual(
    [60, 430 / 3, 680 / 3, 280].map((second) => Math.round(second * 1e6) / 1e6),
  );
  expect(momentsOf(aMarket({ closesAt: undefined }), rule)).toBeUndefined();
});
