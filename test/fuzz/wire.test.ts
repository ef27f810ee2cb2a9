// Everything that the venue can say, damaged: nothing throws, nothing wrong comes out, and damage
// in one place does not show in another. A million of these run with `npm run fuzz`.
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/domain/random.ts';
import { mutateJson } from '../support/mutate-json.ts';
import { recordedFixture, testRecorded } from '../support/recorded.ts';
import { recordedFamilies } from '../support/recorded-wire.ts';
import { type AnyReading, families } from '../support/wire-families.ts';
import { fuzz } from '../support/wire-fuzz.ts';
import { faultOf } from '../support/wire-invariants.ts';
import { looksOf } from '../support/wire-work.ts';

const isRead = (reading: AnyReading | undefined) =>
  reading !== undefined && ('messages' in reading ? reading.messages.length > 0 : reading.ok);

describe('every reader', () => {
  test.each(families)('$name: reads its samples without a remark', ({ read, samples }) => {
    for (const sample of samples) {
      const reading = read(sample);
      expect(isRead(reading)).toBe(true);
      expect([reading.refusals, reading.wrongFields, [...reading.unknownFields]]).toEqual([
        [],
        [],
        [],
      ]);
      expect(faultOf('messages' in reading ? reading.messages : reading.ok && reading.value)).toBe(
        undefined,
      );
    }
  });

  test.each(families)('$name: works no more than its input grows', ({ read, samples }) => {
    for (const sample of samples) {
      const longer = stretched(JSON.parse(sample), 100);
      if (longer === undefined) continue;
      // None at all on the fast road, which has no parsed JSON.
      expect(looksOf(read, JSON.stringify(longer))).toBeLessThanOrEqual(
        110 * looksOf(read, sample),
      );
    }
  });

  test('survives five thousand damaged texts', () => {
    let read = 0;
    for (let n = 0; n < 5_000; n++) {
      const { fault, text, family, reading } = fuzz(1, n);
      expect(fault, `${family.name}, text ${n} of seed 1: ${text.slice(0, 500)}`).toBeUndefined();
      if (isRead(reading)) read++;
    }
    // Damage that is always refused would prove nothing.
    expect(read).toBeGreaterThan(2_500);
  });

  testRecorded('survives damaged recordings', recordedFixture('polymarket'), () => {
    const recorded = recordedFamilies();
    expect(recorded.map(({ name }) => name)).toContain('Gamma market');
    for (let n = 0; n < 3_000; n++) {
      const { fault, text, family } = fuzz(2, n, recorded);
      expect(fault, `${family.name}, text ${n} of seed 2: ${text.slice(0, 500)}`).toBeUndefined();
    }
  });
});

describe('the fuzzer', () => {
  test('does the same damage for the same seed, and other damage for another', () => {
    const texts = [1, 1, 2].map((seed) => Array.from({ length: 50 }, (_, n) => fuzz(seed, n).text));
    expect(texts[0]).toEqual(texts[1]);
    expect(texts[0]).not.toEqual(texts[2]);
  });

  test('leaves most texts JSON, and hardly any undamaged', () => {
    const sample = JSON.stringify({ a: ['1', 2, { b: true }], c: 'text', d: null });
    let json = 0;
    let same = 0;
    for (let n = 0; n < 2_000; n++) {
      const text = mutateJson(sample, new Random(n));
      if (text === sample) same++;
      try {
        JSON.parse(text);
        json++;
      } catch {
        // Cut or garbled below the level of JSON.
      }
    }
    expect(json).toBeGreaterThan(1_500);
    expect(same).toBeLessThan(200);
  });

  // A check that finds nothing must be able to find something.
  test.each([
    [
      'a reader that throws',
      () => {
        throw new Error('x');
      },
      'threw',
    ],
    ['a price off the scale', reading({ price: 1_000_001 }), 'price'],
    ['half a unit', reading({ size: 0.5 }), 'size'],
    ['an id that is none', reading({ token: 'x' }), 'token'],
    ['a time before all time', reading({ tsEvent: -1 }), 'tsEvent'],
    ['a NaN', reading({ anything: Number.NaN }), 'NaN'],
    [
      'a refusal without words',
      () => ({ ...reading({})(''), refusals: [{ ok: false, code: 'x', message: '' }] }),
      'code',
    ],
    ['something read from nothing', reading({ text: 'x' }), 'not JSON'],
  ])('finds %s', (_name, read, fault) => {
    const broken = {
      name: 'broken',
      read: read as (text: string) => AnyReading,
      samples: ['{"a":1}'],
    };
    const faults = Array.from({ length: 300 }, (_, n) => fuzz(3, n, [broken]).fault);
    expect(faults.find((found) => found?.includes(fault))).toBeDefined();
  });

  test('finds damage that shows where it is not', () => {
    const shared = (text: string): AnyReading => {
      let field = 'x';
      try {
        field = String((JSON.parse(text) as { a: unknown }).a);
      } catch {
        return { ok: false, code: 'not_json', message: 'x', ...remarks } as AnyReading;
      }
      return { ok: true, value: { slug: field }, ...remarks };
    };
    const broken = { name: 'broken', read: shared, samples: ['{"a":1,"slug":"s"}'] };
    const faults = Array.from({ length: 300 }, (_, n) => fuzz(4, n, [broken]).fault);
    expect(faults).toContain('out.slug differs, its inputs do not');
  });
});

const remarks = { refusals: [], wrongFields: [], unknownFields: new Map<string, number>() };

function reading(value: unknown): (text: string) => AnyReading {
  return () => ({ ok: true, value, ...remarks });
}

/** The input with its longest list repeated; undefined where it has none. */
function stretched(value: unknown, times: number): unknown {
  if (Array.isArray(value) && value.length > 0) return Array(times).fill(value).flat();
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, field] of Object.entries(value)) {
    const longer = stretched(field, times);
    if (longer !== undefined) return { ...value, [name]: longer };
  }
  return undefined;
}
