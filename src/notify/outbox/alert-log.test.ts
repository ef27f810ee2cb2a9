import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { anAlert } from '../../../test/support/an-alert.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { AlertLog } from './alert-log.ts';

let path: string;
let troubles: string[];
beforeEach(() => {
  path = join(temporaryFolder(), 'untold.jsonl');
  troubles = [];
});

const open = () => new AlertLog(path, (text) => troubles.push(text));
const codes = (log: AlertLog, place: string) => log.waitingFor(place).map(({ code }) => code);

test('what was put and is not over is there for the next, in order, with where it stood', () => {
  const log = open();
  const [a, b, c] = ['a', 'b', 'c'].map((code) => anAlert({ id: code, code }));
  log.put([{ alert: a as never, to: ['one', 'two'] }], { step: 1 });
  log.put(
    [b, c].map((alert) => ({ alert: alert as never, to: ['one'] })),
    { step: 2 },
  );
  log.over('one', ['a'], 3);
  log.over('two', ['a'], 0);
  // Not closed: whoever kept it was killed.
  const next = open();
  expect([codes(next, 'one'), codes(next, 'two')]).toEqual([['b', 'c'], []]);
  expect(next.waitingFor('one')[0]).toEqual(b);
  expect([next.state, next.droppedAt('one'), next.droppedAt('two')]).toEqual([{ step: 2 }, 3, 0]);
  expect(next.places).toEqual(['one']);
  const third = open();
  expect([codes(third, 'one'), third.droppedAt('one'), third.state]).toEqual([
    ...[['b', 'c'], 3],
    { step: 2 },
  ]);
  expect(troubles).toEqual([]);
});

test('only its owner may read it', () => {
  open().put([{ alert: anAlert(), to: ['one'] }]);
  expect(statSync(path).mode & 0o077).toBe(0);
});

test('a line that was being written is neither told nor in the way of the next', () => {
  const log = open();
  log.put([{ alert: anAlert({ code: 'whole' }), to: ['one'] }], 'whole');
  const torn = JSON.stringify({ put: [{ alert: anAlert(), to: ['one'] }], state: 'torn' });
  for (const length of [1, 40, torn.length]) {
    appendFileSync(path, torn.slice(0, length));
    const next = open();
    expect([codes(next, 'one'), next.state, troubles]).toEqual([['whole'], 'whole', []]);
  }
});

test('lines that are none are told of, the others count', () => {
  open().put([{ alert: anAlert({ code: 'good' }), to: ['one'] }]);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `what?\n${text}{"put":[{"alert":{"id":7},"to":["one"]}]}\n`);
  expect(codes(open(), 'one')).toEqual(['good']);
  expect(troubles).toEqual([`${path}: 2 lines cannot be read`]);
});

test('the file does not grow with what is over', () => {
  const log = open();
  log.put([{ alert: anAlert({ code: 'waits' }), to: ['one'] }]);
  let most = 0;
  for (let i = 0; i < 100; i++) {
    const alert = anAlert({ text: 'x'.repeat(100_000) });
    log.put([{ alert, to: ['one'] }], { step: 'y'.repeat(50_000) });
    log.over('one', [alert.id], 0);
    most = Math.max(most, statSync(path).size);
  }
  expect(most).toBeGreaterThan(900_000);
  expect(most).toBeLessThan(1_300_000);
  expect(codes(open(), 'one')).toEqual(['waits']);
});

test('where the disk takes nothing alerts are kept in memory, and that is told once', () => {
  const log = new AlertLog(join(path, 'no-folder', 'file'), (text) => troubles.push(text));
  for (let i = 0; i < 3; i++) log.put([{ alert: anAlert(), to: ['one'] }]);
  expect(log.waitingFor('one')).toHaveLength(3);
  log.close();
  expect(troubles).toEqual(['alerts are told, but not kept: ENOENT']);
});
