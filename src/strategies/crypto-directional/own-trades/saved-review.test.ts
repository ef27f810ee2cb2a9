import { describe, expect, test } from 'vitest';
import { at } from '../../../../test/support/a-market.ts';
import { aTrade } from '../../../../test/support/made-trades.ts';
import { isSavedReview } from './saved-review.ts';

const { closedAt: _, payout: __, ...trade } = aTrade();
const OPEN = { ...trade, openedAt: at(0), closesAt: at(60) };
const SOUND = {
  open: [OPEN],
  closed: [aTrade()],
  total: 1,
  lost: 0,
  looked: { at: at(90), trades: [aTrade()] },
};

test('what was written can be gone on from, with or without a look', () => {
  expect(isSavedReview(JSON.parse(JSON.stringify(SOUND)))).toBe(true);
  expect(isSavedReview({ ...SOUND, looked: undefined })).toBe(true);
  expect(isSavedReview({ ...SOUND, open: [{ ...OPEN, closesAt: undefined }] })).toBe(true);
  expect(isSavedReview({ ...SOUND, closed: [{ ...aTrade(), payout: undefined }] })).toBe(true);
});

describe('what cannot be is refused', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['no open ones', { ...SOUND, open: undefined }],
    ['more closed than ever were', { ...SOUND, total: 0 }],
    ['half of one lost', { ...SOUND, lost: 0.5 }],
    ['a look at no time', { ...SOUND, looked: { trades: [] } }],
    ['a look that is none', { ...SOUND, looked: null }],
    ['a look at what is none', { ...SOUND, looked: { at: 1, trades: [OPEN] } }],
    ['an open one that never opened', { ...SOUND, open: [{ ...OPEN, openedAt: undefined }] }],
    ['an open one that closes at a text', { ...SOUND, open: [{ ...OPEN, closesAt: 'noon' }] }],
  ])('%s', (_what, saved) => {
    expect(isSavedReview(saved)).toBe(false);
  });

  test.each<[string, unknown]>([
    ['market', 7],
    ['outcome', 2],
    ['isYes', 'yes'],
    ['probability', null],
    ['edge', 'large'],
    ['bought', 0],
    ['bought', 0.5],
    ['sold', 10_000_001],
    ['sold', -1],
    ['paid', -1],
    ['received', 0.5],
    ['closedAt', undefined],
    ['payout', 1_000_001],
    ['payout', -1],
  ])('a trade whose %s is %s', (name, value) => {
    const closed = [{ ...aTrade(), [name]: value }];
    expect(isSavedReview({ ...SOUND, closed })).toBe(false);
  });
});
