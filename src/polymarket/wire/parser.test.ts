import { describe, expect, test } from 'vitest';
import { inText, type Parser, pair, readAnswer, rows, table, whole } from './parser.ts';
import { count, text, token } from './values.ts';

const read = <T>(value: unknown, parse: Parser<T>) => readAnswer(JSON.stringify(value), parse);

describe('a list', () => {
  test('of rows loses its bad ones, which are named', () => {
    expect(read([1, 'x', 3], rows(count))).toMatchObject({
      value: [1, 3],
      refusals: [{ code: 'not_a_count', message: expect.stringContaining('answer[1]') }],
    });
  });

  test('that must be whole is lost with its first bad one', () => {
    expect(read([1, 'x', 'y'], whole(count))).toMatchObject({
      ok: false,
      message: expect.stringContaining('answer[1]'),
    });
    expect(read([1, 2], whole(count))).toMatchObject({ value: [1, 2] });
  });

  test('of two is of two', () => {
    expect(read([1, 2], pair(count))).toMatchObject({ value: [1, 2] });
    for (const list of [[], [1], [1, 2, 3]]) {
      expect(read(list, pair(count))).toMatchObject({ ok: false, code: 'not_a_pair' });
    }
    expect(read([1, 'x'], pair(count))).toMatchObject({ ok: false, code: 'not_a_count' });
  });

  test('has an end', () => {
    expect(read([1, 2, 3], rows(count, 2))).toMatchObject({ ok: false, code: 'too_long' });
    expect(read([1, 2, 3], whole(count, 2))).toMatchObject({ ok: false, code: 'too_long' });
    expect(read({ length: 1 }, rows(count))).toMatchObject({ ok: false, code: 'not_a_list' });
  });
});

describe('a table', () => {
  test('loses its bad entries, which are named', () => {
    const answer = read({ 1: 'one', x: 'two', 3: 3 }, table(token, text));
    expect(answer).toMatchObject({ value: new Map([['1', 'one']]) });
    expect(answer.refusals.map((refusal) => refusal.code)).toEqual(['not_a_text', 'bad_token_id']);
  });

  test('is an object with an end', () => {
    expect(read([], table(token, text))).toMatchObject({ ok: false, code: 'not_an_object' });
    const long = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [i, '']));
    expect(read(long, table(token, text))).toMatchObject({ ok: false, code: 'too_long' });
  });
});

test('a value can stand in a text, or not', () => {
  expect(read('[1,2]', inText(pair(count)))).toMatchObject({ value: [1, 2] });
  expect(read([1, 2], inText(pair(count)))).toMatchObject({ value: [1, 2] });
  expect(read('[1,', inText(pair(count)))).toMatchObject({ ok: false, code: 'not_json' });
});

test('a refusal has few words, whatever was sent', () => {
  const answer = read('7'.repeat(100_000), token);
  expect(answer).toMatchObject({ ok: false, code: 'bad_token_id' });
  expect(answer.ok ? '' : answer.message.length).toBeLessThanOrEqual(300);
});
