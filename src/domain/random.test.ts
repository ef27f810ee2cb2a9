import { describe, expect, test } from 'vitest';
import { Random } from './random.ts';

const WORDS = 2 ** 32;

function words(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.float() * WORDS);
}

describe('Random', () => {
  // Pinned: a seed must mean the same run on every platform, for ever.
  test.each<[number, string, number[]]>([
    [0, '', [4_184_863_074, 2_058_336_434, 1_928_598_898, 2_698_985_930]],
    [1, '', [3_757_119_870, 2_492_531_726, 2_120_183_472, 4_173_493_807]],
    [-1, '', [3_721_610_089, 3_543_802_433, 1_326_581_991, 3_970_224_716]],
    [2 ** 53 - 1, 'latency', [4_218_697_838, 1_494_499_757, 849_397_719, 3_661_360_657]],
    [42, 'late-favourite', [93_167_877, 1_406_671_612, 3_543_548_057, 3_144_517_072]],
  ])('seed %d with label "%s" gives these words', (seed, label, expected) => {
    expect(words(new Random(seed, label), 4)).toEqual(expected);
  });

  test('gives the same numbers to the same seed and label', () => {
    expect(words(new Random(7, 'a'), 50)).toEqual(words(new Random(7, 'a'), 50));
  });

  test('without a label has the empty one', () => {
    expect(words(new Random(7), 4)).toEqual(words(new Random(7, ''), 4));
  });

  test('gives every seed and every label its own stream', () => {
    const seeds = [0, 1, 2, -1, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 53 - 1];
    const labels = ['', 'a', 'b', 'ab', 'ba', 'fees', 'latency', 'a'.repeat(100)];
    const streams = seeds.flatMap((seed) =>
      labels.map((label) => words(new Random(seed, label), 3).join()),
    );
    expect(new Set(streams).size).toBe(seeds.length * labels.length);
  });

  test('streams of neighboring seeds are not related', () => {
    // Correlation of 1,000 first numbers of seeds n and n + 1: near 1/sqrt(1000) when unrelated.
    const first = Array.from({ length: 1_001 }, (_, seed) => new Random(seed, 'x').float() - 0.5);
    const product = first.slice(1).reduce((sum, value, i) => sum + value * first[i]!, 0);
    expect(Math.abs(product / 1_000 / (1 / 12))).toBeLessThan(0.1);
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
  });

  test('float() is uniform in [0, 1)', () => {
    const random = new Random(2_026, 'uniformity');
    const cells = new Array<number>(64).fill(0);
    const draws = 64_000;
    for (let i = 0; i < draws; i++) {
      const value = random.float();
      expect(value >= 0 && value < 1).toBe(true);
      cells[Math.floor(value * 64)]! += 1;
    }
    const chiSquared = cells.reduce((sum, n) => sum + (n - 1_000) ** 2 / 1_000, 0);
    // 63 degrees of freedom: the middle 99.8 % lie between these.
    expect(chiSquared).toBeGreaterThan(33);
    expect(chiSquared).toBeLessThan(104);
  });

  test('consecutive numbers are not related', () => {
    const random = new Random(11, 'serial');
    let before = random.float() - 0.5;
    let sum = 0;
    for (let i = 0; i < 50_000; i++) {
      const value = random.float() - 0.5;
      sum += value * before;
      before = value;
    }
    expect(Math.abs(sum / 50_000 / (1 / 12))).toBeLessThan(0.02);
  });

  test('integer() hits every value below its limit and none other', () => {
    const random = new Random(3);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) counts[random.integer(10)]! += 1;
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(10_000);
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
    expect(random.integer(1)).toBe(0);
  });

  test('integer() draws again where the remainder would favor small values', () => {
    // Of 2^32 words, those at or above 2^31 + 1 must not count: about half.
    const limit = 2 ** 31 + 1;
    const raw = new Random(5, 'bias');
    const accepted = words(raw, 400).filter((word) => word < limit);
    const drawn = new Random(5, 'bias');
    const got = Array.from({ length: 150 }, () => drawn.integer(limit));
    expect(accepted.length).toBeLessThan(250);
    expect(got).toEqual(accepted.slice(0, 150));
  });

  test('integer() takes any limit up to 2^32', () => {
    const raw = words(new Random(8), 5);
    const random = new Random(8);
    expect(Array.from({ length: 5 }, () => random.integer(WORDS))).toEqual(raw);
  });

  test.each([0, -1, 1.5, WORDS + 1, Number.NaN])('integer(%d) is refused', (limit) => {
    expect(() => new Random(1).integer(limit)).toThrow(`integer() needs a limit in 1..2^32`);
  });

  test.each([0.5, Number.NaN, 2 ** 53])('%d is no seed', (seed) => {
    expect(() => new Random(seed)).toThrow(`a seed is a safe integer, got ${seed}`);
  });
});
