import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuse } from './fusion.ts';
import { abstain, type Reading, type Signal, type Strength, scoreOf } from './signal.ts';

const WEIGHTS = [0.3, 0.25, 0.18, 0.12, 0.1, 0.05];
const NET = { minSignals: 1, minScore: 10, score: 'net' } as const;
const SHARE = { minSignals: 1, minScore: 40, score: 'share' } as const;
const calm = abstain('calm');

function signal(lean: Signal['lean'], strength: Strength, confidence: number): Signal {
  return { lean, strength, confidence };
}

describe('a vote', () => {
  test('goes by weight, confidence and strength', () => {
    const readings = [signal('up', 2, 0.8), signal('down', 4, 0.6), calm, calm, calm, calm];
    // Up .3 x .8 x 2/4 = .12, down .25 x .6 x 4/4 = .15.
    const share = fuse(readings, WEIGHTS, SHARE);
    expect(share).toMatchObject({ lean: 'down', confidence: 0.7, signals: 2 });
    expect(share.score).toBeCloseTo((100 * 0.15) / 0.27, 12);
    expect(fuse(readings, WEIGHTS, { ...NET, minScore: 0 }).score).toBeCloseTo(3, 12);
  });

  test('of an equal weight is up', () => {
    const readings = [signal('down', 2, 0.6), signal('up', 2, 0.6)];
    expect(fuse(readings, [0.5, 0.5], SHARE)).toMatchObject({ lean: 'up', score: 50 });
  });

  test('of few signals, or against each other, decides nothing', () => {
    const two = { ...NET, minSignals: 2 };
    expect(fuse([signal('up', 4, 0.9), calm], WEIGHTS, two)).toMatchObject({ why: 'few_signals' });
    expect(fuse([calm, calm], WEIGHTS, { ...NET, minSignals: 0 })).toMatchObject({
      why: 'few_signals',
    });
    const against = [signal('up', 2, 0.8), signal('down', 4, 0.6), calm, calm, calm, calm];
    expect(fuse(against, WEIGHTS, NET)).toMatchObject({ lean: undefined, why: 'low_score' });
  });
});

test('a score is from 0 to 100, that of S3 never below 50; who abstains changes no side', () => {
  const anySignal = fc.record({
    lean: fc.constantFrom('up' as const, 'down' as const),
    strength: fc.constantFrom<Strength[]>(1, 2, 3, 4),
    confidence: fc.double({ min: 0.01, max: 1, noNaN: true }),
  });
  const readings = fc.array(fc.oneof(anySignal, fc.constant<Reading>(calm)), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(readings, (all) => {
      const net = fuse(all, WEIGHTS, { ...NET, minScore: 0 });
      const share = fuse(all, WEIGHTS, SHARE);
      expect(net.lean).toBe(share.lean);
      expect(net.score).toBeGreaterThanOrEqual(0);
      expect(net.score).toBeLessThanOrEqual(100.000001);
      if (share.lean !== undefined) expect(share.score).toBeGreaterThanOrEqual(50);
      const spoken = all.filter(({ lean }) => lean !== undefined);
      const weights = WEIGHTS.filter((_, i) => all[i]?.lean !== undefined);
      expect(fuse(spoken, weights, SHARE)).toEqual(share);
    }),
  );
});

test('the score of a signal is half its strength and half its confidence', () => {
  expect(scoreOf(signal('up', 4, 1))).toBe(100);
  expect(scoreOf(signal('up', 2, 0.5))).toBe(50);
});
