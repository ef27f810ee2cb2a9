import { describe, expect, test } from 'vitest';
import { Notes } from './notes.ts';
import { ANYTHING, names, object, single } from './object.ts';
import { readAnswer } from './parser.ts';
import { count, text } from './values.ts';

const thing = object('thing', names('picture'), (fields) => ({
  id: fields.vital('id', count),
  size: fields.strict('size', count),
  label: fields.soft('label', text),
  told: fields.told('told', text),
}));

const read = (value: unknown) => readAnswer(JSON.stringify(value), thing);

describe('an object', () => {
  test('is read field by field', () => {
    expect(read({ id: 1, size: 2, label: 'x', told: '' })).toEqual({
      ok: true,
      value: { id: 1, size: 2, label: 'x', told: '' },
      refusals: [],
      wrongFields: [],
      unknownFields: new Map(),
    });
  });

  test.each([{}, { size: null, label: null }, { size: '', label: '' }])(
    'may lack what is not vital: %j',
    (rest) => {
      expect(read({ id: 1, ...rest })).toMatchObject({
        value: { id: 1, size: undefined, label: undefined, told: undefined },
        wrongFields: [],
      });
    },
  );

  test('is worthless without what is vital, and says where', () => {
    expect(read({ size: 2 })).toMatchObject({ ok: false, code: 'not_a_count' });
    expect(read({ id: 1, size: 'x' })).toMatchObject({
      ok: false,
      message: 'answer.size: string is no whole number from 0',
    });
    expect(read({ id: 1, told: null })).toMatchObject({ ok: false, code: 'not_a_text' });
    expect(read([])).toMatchObject({ ok: false, code: 'not_an_object' });
  });

  test('loses of what is soft the field alone', () => {
    expect(read({ id: 1, label: 5 })).toMatchObject({
      ok: true,
      value: { id: 1, label: undefined },
      wrongFields: [{ code: 'not_a_text', message: 'answer.label: number is no text' }],
      refusals: [],
    });
  });

  test('names the fields that nobody knows', () => {
    expect(read({ id: 1, picture: 'x', next: 1, other: 2 }).unknownFields).toEqual(
      new Map([
        ['thing.next', 1],
        ['thing.other', 1],
      ]),
    );
  });

  test('may hold anything where it says so', () => {
    const open = object('open', ANYTHING, (fields) => fields.vital('id', count));
    expect(readAnswer('{"id":1,"more":2}', open)).toMatchObject({
      value: 1,
      unknownFields: new Map(),
    });
  });

  test('does not look up its prototype', () => {
    const odd = object('odd', names(), (fields) => fields.strict('__proto__', text));
    expect(readAnswer('{"__proto__":"own"}', odd)).toMatchObject({ value: 'own' });
    expect(readAnswer('{}', single('toString', text))).toMatchObject({ ok: false });
  });

  test('takes the first name that is there', () => {
    const either = object('either', names(), (fields) =>
      fields.vital(fields.either('a', 'b'), count),
    );
    const both = readAnswer('{"a":1,"b":2}', either);
    expect(both).toMatchObject({ value: 1, unknownFields: new Map() });
    expect(readAnswer('{"a":null,"b":2}', either)).toMatchObject({ value: 2 });
    expect(readAnswer('{}', either)).toMatchObject({
      ok: false,
      message: expect.stringContaining('.a'),
    });
  });

  test('can be refused, or doubted, as a whole', () => {
    const odd = object('odd', names('id'), (fields) => {
      fields.doubt('odd', 'does not fit');
      fields.reject('bad', 'cannot be');
      return 1;
    });
    expect(readAnswer('{}', odd)).toMatchObject({
      ok: false,
      code: 'bad',
      message: 'answer: cannot be',
      wrongFields: [{ code: 'odd' }],
    });
  });
});

describe('the notes of a reading', () => {
  test('are bounded, whatever comes', () => {
    const notes = new Notes();
    for (let i = 0; i < 5_000; i++) {
      notes.refuse({ ok: false, code: 'bad', message: String(i) });
      notes.unknownField('kind', `${i}`.repeat(100));
    }
    expect(notes.refusals).toHaveLength(1_001);
    expect(notes.refusals.at(-1)?.code).toBe('more_refusals');
    expect(notes.unknownFields.size).toBe(200);
    expect(Math.max(...[...notes.unknownFields.keys()].map((name) => name.length))).toBeLessThan(
      70,
    );
  });
});
