import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecisionHash } from './hash.ts';

function digestOf(...parts: (number | string)[]): string {
  const hash = new DecisionHash();
  for (const part of parts) {
    if (typeof part === 'number') hash.add(part);
    else hash.addText(part);
  }
  return hash.digest();
}

describe('DecisionHash', () => {
  // Pinned: another Node version, another platform, another year must give the same text.
  test.each<[string, (number | string)[]]>([
    ['8d497ca3fd86166d', []],
    ['95b03aa8e626b3a6', [0]],
    ['291c59da1bdfae0e', [1]],
    ['9ecdf6e8f2a7b1fd', [-1]],
    ['70bcc5b42c0f13ae', [1_776_081_300_000_000]],
    ['1ff78aaf4026c540', [-(2 ** 53 - 1)]],
    ['075b749b4b621840', [0.1]],
    ['47747dd91ddf71be', [Number.POSITIVE_INFINITY]],
    ['68baff0dfa69de3c', ['']],
    ['8ac11ac1b4d1d172', ['late-favourite']],
    ['b6f8e032b1462d13', ['Köln €', 42, 'x', 0.5, -7]],
  ])('%s is the hash of %j', (digest, parts) => {
    expect(digestOf(...parts)).toBe(digest);
  });

  test('is 16 hex digits, and can go on after a digest', () => {
    const hash = new DecisionHash();
    hash.add(1);
    const first = hash.digest();
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(hash.digest()).toBe(first);
    hash.add(2);
    expect(hash.digest()).toBe(digestOf(1, 2));
  });

  test('tells sequences apart that hold the same words', () => {
    const sequences: (number | string)[][] = [
      [],
      [0],
      [0, 0],
      [1, 2],
      [2, 1],
      [2 ** 32],
      [1],
      [-(2 ** 32)],
      [2 ** 32 + 1],
      ['1'],
      ['', ''],
      [''],
      ['ab'],
      ['a', 'b'],
      ['ba'],
      ['\0'],
      ['\0\0'],
      [0x4000_0000],
      [0x4000_0000, 0],
      [0x4000_0001 * 2 ** 21],
    ];
    expect(new Set(sequences.map((parts) => digestOf(...parts))).size).toBe(sequences.length);
  });

  test('takes -0 for 0: they are equal', () => {
    expect(digestOf(-0)).toBe(digestOf(0));
  });

  test('does not collide over a quarter of a million neighbors', () => {
    const seen = new Set<string>();
    const hash = new DecisionHash();
    hash.addText('one long run');
    for (let i = 0; i < 50_000; i++) {
      hash.add(i % 7);
      seen.add(hash.digest());
      seen.add(digestOf(i));
      seen.add(digestOf(0, i + 1));
      seen.add(digestOf(i * 1_000_003 + 500_000));
      seen.add(digestOf(-i - 1));
    }
    expect(seen.size).toBe(250_000);
  });

  test('one changed bit changes about half of the digest, each bit about half of the time', () => {
    const flips = new Array<number>(64).fill(0);
    let trials = 0;
    for (let value = 0; value < 400; value++) {
      const base = BigInt(`0x${digestOf(value * 7_919, 5)}`);
      for (let bit = 0; bit < 40; bit++) {
        const other = value * 7_919 + (((value * 7_919) / 2 ** bit) & 1 ? -1 : 1) * 2 ** bit;
        let difference = base ^ BigInt(`0x${digestOf(other, 5)}`);
        trials++;
        for (let i = 0; i < 64; i++, difference >>= 1n) flips[i]! += Number(difference & 1n);
      }
    }
    for (const count of flips) expect(Math.abs(count / trials - 0.5)).toBeLessThan(0.02);
  });

  test('equal inputs give equal hashes', () => {
    const part = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.string());
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(digestOf(...parts)).toBe(digestOf(...parts));
      }),
    );
  });
});
