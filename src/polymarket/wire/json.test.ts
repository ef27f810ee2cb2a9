import { describe, expect, test } from 'vitest';
import { parseJson, parseJsonExactly } from './json.ts';

const EXACT = new Set(['price']);
const exactly = (text: string) => {
  const json = parseJsonExactly(text, EXACT);
  return json.ok ? json.value : json.code;
};

describe('JSON', () => {
  test('that is none is refused without being quoted', () => {
    const refused = parseJson('{"secret":"s3cret"');
    expect(refused).toMatchObject({ ok: false, code: 'not_json' });
    expect(JSON.stringify(refused)).not.toContain('s3cret');
  });

  test('keeps every digit of the numbers that are asked for', () => {
    expect(exactly('{"price":63123.54486379761987,"other":63123.54486379761987}')).toEqual({
      price: '63123.54486379761987',
      other: 63123.54486379762,
    });
    expect(exactly('{"a":[{"price":1.50}]}')).toEqual({ a: [{ price: '1.50' }] });
    expect(exactly('{"price":"as text"}')).toEqual({ price: 'as text' });
    expect(exactly('{"price":')).toBe('not_json');
  });

  test('of any depth is read', () => {
    const deep = `{"price":1.5,"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(exactly(deep)).toMatchObject({ price: 1.5 });
    expect(parseJson('['.repeat(50_000))).toMatchObject({ ok: false });
  });
});
