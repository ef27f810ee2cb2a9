import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '../../domain/result.ts';
import { LineEnd, openLine } from './sync-line.ts';

/** Answers a number with its double, and dies of anything else. */
const LINE = JSON.stringify(new URL('./sync-line.ts', import.meta.url).href);
const DOUBLES = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(${LINE}).then(({ LineEnd }) => {
    parentPort.postMessage('ready');
    new LineEnd(workerData).serve((asked) => {
      if (typeof asked === 'object') return asked.text;
      if (typeof asked !== 'number') throw new Error('not a number');
      return 2 * asked;
    });
  });
`;

let line: LineEnd;
let worker: Worker;
beforeEach(async () => {
  const shared = openLine();
  worker = new Worker(DOUBLES, { eval: true, workerData: shared });
  worker.on('error', () => {});
  line = new LineEnd(shared);
  await new Promise((resolve) => worker.once('message', resolve));
});
afterEach(async () => {
  await worker.terminate();
});

test('each request gets its own answer, in the same turn', () => {
  const asked = Array.from({ length: 1_000 }, (_, i) => i);
  expect(asked.map((one) => line.ask(one))).toEqual(asked.map((one) => ok(2 * one)));
});

test('a thread that dies of a request answers nothing, and nobody waits for ever', () => {
  expect(line.ask('seven')).toMatchObject({ code: 'no_answer' });
});

test.each([
  ['a function', () => 1],
  ['a bigint', 1n],
  ['a text longer than the line', 'x'.repeat(100_000)],
])('%s is not asked, and the next is answered', (_what, request) => {
  expect(line.ask(request)).toMatchObject({ code: 'not_asked' });
  expect(line.ask(21)).toEqual(ok(42));
});

test('texts beyond ASCII come through', () => {
  expect(line.ask({ text: 'Zürich €' })).toEqual(ok('Zürich €'));
});
