import { expect, test } from 'vitest';
import type { DeskDocument } from '../../../src/screen/desk-document.ts';
import type { Answer } from './api.ts';
import { DeskStore } from './desk-store.ts';
import { KeptEquity } from './kept-equity.ts';

const SECOND = 1_000_000;
const row = (startedAt: number, now: number, equity: number | null) => {
  return { startedAt, now: now * SECOND, equity, confirmed: equity };
};
const before = (at: number, equity: number) => ({ at: at * SECOND, equity, confirmed: equity });

/** A server whose answers come when the test says so. */
function server() {
  const answers: ((answer: Answer<unknown>) => void)[] = [];
  const look = <T>() =>
    new Promise<Answer<T>>((resolve) => answers.push(resolve as (typeof answers)[number]));
  const tell = (...heard: object[]) => answers.shift()?.({ ok: true, value: { heard } });
  const refuse = () => answers.shift()?.({ ok: false, code: 'no_answer', message: '' });
  return { api: { look }, answers, tell, refuse };
}

const drawn = ({ points }: KeptEquity) => points.map(({ values }) => values[0]);

test('the time before the tab is asked once for a run, and stands in front', async () => {
  const [kept, { api, answers, tell }] = [new KeptEquity(), server()];
  kept.take(row(1, 9, 30));
  const both = [kept.begin(api), kept.begin(api)];
  expect(answers).toHaveLength(1);
  tell(before(5, 10), before(7, 20));
  await Promise.all(both);
  expect(drawn(kept)).toEqual([10, 20, 30]);
});

test('what is told of a run that has ended meanwhile is not drawn in the next', async () => {
  const [kept, { api, tell }] = [new KeptEquity(), server()];
  kept.take(row(1, 9, 30));
  const begun = kept.begin(api);
  kept.take(row(2, 20, 500));
  tell(before(5, 10));
  await begun;
  expect(drawn(kept)).toEqual([500]);
});

test('where nobody answered it is asked again by whoever looks next', async () => {
  const [kept, { api, tell, refuse }] = [new KeptEquity(), server()];
  kept.take(row(1, 9, null));
  const first = kept.begin(api);
  refuse();
  await first;
  expect(drawn(kept)).toEqual([null]);
  const second = kept.begin(api);
  tell(before(5, 10));
  await second;
  expect(drawn(kept)).toEqual([10, null]);
});

test('a run after a long one is drawn as closely as the first', () => {
  const kept = new KeptEquity();
  for (let at = 0; at < 10_000; at++) kept.take(row(1, at, at));
  for (let at = 0; at < 5; at++) kept.take(row(2, 20_000 + at, at));
  expect(drawn(kept)).toEqual([0, 1, 2, 3, 4]);
});

test('it goes on while no page shows it', () => {
  const [kept, store] = [new KeptEquity(), new DeskStore()];
  kept.follow(store);
  for (const at of [1, 2, 3]) {
    const document = { desk: row(1, at, at * 10) } as unknown as DeskDocument;
    store.take({ kind: 'snapshot', run: 'demo-1', seq: at, document });
  }
  expect(drawn(kept)).toEqual([10, 20, 30]);
});
