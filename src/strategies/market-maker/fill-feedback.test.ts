import { expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { near } from '../../../test/support/near.ts';
import { ASK, BID } from '../../domain/side.ts';
import { FillFeedback } from './fill-feedback.ts';

const nobody = { add: () => {} };

/** So many fills at 0.50, each of a market of its own, of which the mid then goes on. */
function filled(feedback: FillFeedback, fills: number, after30: number, after120: number): void {
  for (let i = 0; i < fills; i++) {
    const market = feedback.watch(nobody);
    market.hearMid(at(0), 0.5);
    market.hearFill(at(0), i % 2 === 0 ? BID : ASK, 0);
    const sign = i % 2 === 0 ? -1 : 1;
    market.hearMid(at(10), 0.5 + sign * after30);
    market.hearMid(at(40), 0.5 + sign * after120);
    market.hearMid(at(200), 0.5);
  }
  feedback.look();
}

test('says nothing of fewer than twenty fills', () => {
  const feedback = new FillFeedback();
  filled(feedback, 19, 0.02, 0.02);
  expect([feedback.standOff, feedback.gammaFactor]).toEqual([0, 1]);
  filled(feedback, 1, 0.02, 0.02);
  near(feedback.standOff, 0.02);
});

test.each([
  ['the later move where it is worse', 0.01, 0.03, 0.03],
  ['the earlier one where that is', 0.03, 0.01, 0.03],
  ['nothing where the mid goes with us', -0.01, -0.02, 0],
])('%s', (_, after30, after120, distance) => {
  const feedback = new FillFeedback();
  filled(feedback, 20, after30, after120);
  near(feedback.standOff + 1, distance + 1);
  // S1: doubled by each cent above a quarter of one.
  near(feedback.gammaFactor, distance === 0 ? 1 : 1 + (0.03 - 0.0025) / 0.01);
});

test('what has come since the last look waits for the next', () => {
  const feedback = new FillFeedback();
  filled(feedback, 20, 0.02, 0.02);
  const market = feedback.watch(nobody);
  market.hearMid(at(0), 0.5);
  market.hearFill(at(0), BID, 0);
  market.hearMid(at(1), 0.1);
  market.hearMid(at(500), 0.1);
  near(feedback.standOff, 0.02);
  feedback.look();
  expect(feedback.standOff).toBeGreaterThan(0.03);
});

test('whoever asks hears of a market by the longer horizon, and of its fills', () => {
  const heard: number[][] = [];
  const market = new FillFeedback().watch({ add: (...move) => heard.push(move) });
  market.hearMid(at(0), 0.5);
  market.hearFill(at(0), BID, 0.01);
  market.hearMid(at(40), 0.25);
  market.hearMid(at(200), 0.5);
  expect(heard).toEqual([[0.25, at(200), 0.01, at(0)]]);
});
