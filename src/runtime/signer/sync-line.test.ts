import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { ok } from '../../domain/result.ts';
import { type Line, LineEnd, openLine } from './sync-line.ts';

/** Answers bytes with the same, turned round, and dies of a zero. */
const LINE = JSON.stringify(new URL('./sync-line.ts', import.meta.url).href);
const TURNS_ROUND = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(${LINE}).then(({ LineEnd }) => {
    parentPort.postMessage('ready');
    const end = new LineEnd(workerData);
    const answer = (length) => {
      const asked = end.bytes.subarray(0, length);
      if (asked[0] === 0) throw new Error('a zero');
      asked.reverse();
      return length;
    };
    end.serve(answer, { everyMs: 1, turn: () => parentPort.postMessage('idle') });
  });
`;

let shared: Line;
let line: LineEnd;
let worker: Worker;
beforeEach(async () => {
  shared = openLine();
  worker = new Worker(TURNS_ROUND, { eval: true, workerData: shared });
  worker.on('error', () => {});
  line = new LineEnd(shared);
  await new Promise((resolve) => worker.once('message', resolve));
});
afterEach(async () => {
  await worker.terminate();
});

test('each request gets its own answer, in the same turn', () => {
  for (let i = 1; i <= 1_000; i++) {
    const length = 1 + (i % 7);
    line.bytes.fill(i % 251, 0, length);
    line.bytes[0] = 255;
    expect(line.ask(length)).toEqual(ok(length));
    expect(line.bytes[length - 1]).toBe(255);
    expect(line.bytes[0]).toBe(length === 1 ? 255 : i % 251);
  }
});

test('a thread that nobody asks does something else, and answers as before', async () => {
  for (let i = 1; i <= 3; i++) {
    expect(await new Promise((resolve) => worker.once('message', resolve))).toBe('idle');
    line.bytes.set([i, 2]);
    expect(line.ask(2)).toEqual(ok(2));
    expect([...line.bytes.subarray(0, 2)]).toEqual([2, i]);
  }
});

test('a thread that is woken for nothing goes on sleeping', () => {
  const wake = () => Atomics.notify(shared.turns, 0);
  for (let i = 1; i <= 100; i++) {
    line.bytes.set([i, 1]);
    expect(line.ask(2)).toEqual(ok(2));
    for (let times = 0; times < 5_000; times++) wake();
    // One answer to each request.
    expect(Atomics.load(shared.turns, 1)).toBe(i);
  }
});

test('who is woken for nothing goes on waiting for the answer', async () => {
  const late = openLine();
  const answers = `
    const { turns } = require('node:worker_threads').workerData;
    for (let answered = 0; answered < 50; answered++) {
      while (Atomics.load(turns, 0) === answered) Atomics.wait(turns, 0, answered);
      for (let i = 0; i < 1000; i++) Atomics.notify(turns, 1);
      Atomics.wait(turns, 1, answered, 2);
      for (let i = 0; i < 1000; i++) Atomics.notify(turns, 1);
      Atomics.add(turns, 1, 1);
      Atomics.notify(turns, 1);
    }
  `;
  const slow = new Worker(answers, { eval: true, workerData: late });
  onTestFinished(async () => {
    await slow.terminate();
  });
  await new Promise((resolve) => slow.once('online', resolve));
  const end = new LineEnd(late);
  for (let i = 1; i <= 50; i++) expect(end.ask(i)).toEqual(ok(i));
});

test('a thread that dies of a request answers nothing, and nobody waits for ever', () => {
  line.bytes[0] = 0;
  expect(line.ask(1)).toMatchObject({ code: 'no_answer' });
});
