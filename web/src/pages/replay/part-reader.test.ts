import { expect, test } from 'vitest';
import type { FilmPart } from '../../../../src/screen/film.ts';
import type { Answer } from '../../live/api.ts';
import { PartReader } from './part-reader.ts';

const PART = { first: { at: 1 }, changes: [], news: [], before: [] } as unknown as FilmPart;

/** A server that answers when the test says, and a clock that stands still. */
function aStage() {
  const asked: number[] = [];
  const later: (() => void)[] = [];
  let answer: (value: Answer<FilmPart>) => void = () => {};
  const time = { now: 0 };
  const reader = new PartReader({
    ask: (part) => {
      asked.push(part);
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
    now: () => time.now,
    after: (_ms, work) => void later.push(work),
  });
  const answered = async (value: Answer<FilmPart> = { ok: true, value: PART }) => {
    answer(value);
    await new Promise((resolve) => setImmediate(resolve));
    time.now += 1_000;
  };
  return { reader, asked, later, time, answered };
}

test('who scrubs over many parts gets the one where he stops', async () => {
  const { reader, asked, later, answered, time } = aStage();
  for (const part of [3, 4, 5, 6]) reader.want(part);
  expect(asked).toEqual([3]);
  time.now = 20;
  await answered();
  later.splice(0).forEach((work) => void work());
  expect(asked).toEqual([3, 6]);
  await answered();
  expect([reader.get(3), reader.get(5), reader.get(6)].map((part) => part?.number)).toEqual([
    3,
    undefined,
    6,
  ]);
});

test('what is kept does not grow with the film, and what is looked at stays', async () => {
  const { reader, answered } = aStage();
  for (let part = 0; part < 40; part++) {
    reader.want(0);
    reader.want(part);
    await answered();
  }
  expect(reader.kept).toBe(8);
  expect(reader.get(0)).toBeDefined();
  expect(reader.get(39)).toBeDefined();
});

test('what is expected next waits for what is wanted, and is asked for once', async () => {
  const { reader, asked, answered } = aStage();
  reader.want(1);
  reader.expect(2);
  expect(asked).toEqual([1]);
  await answered();
  reader.expect(2);
  reader.expect(2);
  await answered();
  reader.expect(2);
  expect(asked).toEqual([1, 2]);
});

test('a part that cannot be had says why, and is asked for again when it is wanted', async () => {
  const { reader, asked, answered } = aStage();
  reader.want(1);
  await answered({ ok: false, code: 'bad_film', message: 'it is damaged' });
  expect(reader.fault).toBe('it is damaged');
  reader.want(1);
  await answered();
  expect([reader.fault, asked]).toEqual([undefined, [1, 1]]);
});

test('what could not be read is asked again, and is no fault while that is answered', async () => {
  const { reader, asked, answered } = aStage();
  reader.want(2);
  await answered({ ok: false, code: 'too_often', message: 'asked too often' });
  expect(reader.fault).toBe('asked too often');
  reader.want(2);
  expect([asked, reader.fault]).toEqual([[2, 2], undefined]);
  await answered();
  expect(reader.get(2)?.number).toBe(2);
});
