import { MessageChannel, Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askLine, type LineEnd, lineTurns } from './sync-line.ts';

/** Answers a number with its double, and dies of anything else. */
const LINE = JSON.stringify(new URL('./sync-line.ts', import.meta.url).href);
const DOUBLES = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(${LINE}).then(({ serveLine }) => {
    parentPort.postMessage('ready');
    serveLine(workerData, (asked) => {
      if (typeof asked !== 'number') throw new Error('not a number');
      return 2 * asked;
    });
  });
`;

let line: LineEnd;
let worker: Worker;
beforeEach(async () => {
  const { port1: port, port2 } = new MessageChannel();
  const turns = lineTurns();
  worker = new Worker(DOUBLES, {
    eval: true,
    workerData: { port: port2, turns },
    transferList: [port2],
  });
  worker.on('error', () => {});
  line = { port, turns };
  await new Promise((resolve) => worker.once('message', resolve));
});
afterEach(async () => {
  line.port.close();
  await worker.terminate();
});

test('each request gets its own answer, in the same turn', () => {
  const asked = Array.from({ length: 1_000 }, (_, i) => i);
  expect(asked.map((one) => askLine(line, one))).toEqual(asked.map((one) => 2 * one));
});

test('a thread that dies of a request answers nothing, and nobody waits for ever', () => {
  expect(askLine(line, 'seven')).toBeUndefined();
});

test('what cannot be copied is not asked, and the next is answered', () => {
  expect(() => askLine(line, () => 1)).toThrow(/could not be cloned/);
  expect(askLine(line, 21)).toBe(42);
});
