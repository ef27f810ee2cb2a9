import { expect, test } from 'vitest';
import { aKill, anAlert } from '../../../test/support/an-alert.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { Alert, Delivery, Notifier } from '../../ports/notifier.ts';
import { Outbox } from './outbox.ts';

const SENT: Delivery = { kind: 'sent', told: 10 };

class Place implements Notifier {
  readonly name = 'a place';
  readonly place = 'a';
  readonly most = 10;
  readonly told: (readonly Alert[])[] = [];
  answer: () => Promise<Delivery> | Delivery = () => SENT;

  async tell(alerts: readonly Alert[]): Promise<Delivery> {
    this.told.push(alerts);
    return this.answer();
  }
}

function stage(waitingMost = 20, left?: Outbox['left']) {
  const clock = new VirtualClock();
  const place = new Place();
  const troubles: string[] = [];
  const onTrouble = (text: string) => troubles.push(text);
  const over: string[] = [];
  const outbox = new Outbox({
    ...{ notifier: place, clock, random: () => 0.5, onTrouble, waitingMost, ...(left && { left }) },
    onOver: (ids, dropped) => over.push(...ids, `${dropped} dropped`),
  });
  const codes = () => place.told.map((alerts) => alerts.map(({ code }) => code));
  return { clock, place, outbox, troubles, codes, over };
}

test('what comes while one is told waits, and is told together', async () => {
  const { clock, outbox, codes } = stage();
  for (const code of ['a', 'b', 'c']) outbox.put(anAlert({ code }));
  await clock.pass(0);
  outbox.put(anAlert({ code: 'd' }));
  await clock.pass(0);
  expect(codes().flat()).toEqual(['a', 'b', 'c', 'd']);
  expect(outbox.state).toMatchObject({ waiting: 0, sent: 4, dropped: 0, failures: 0 });
});

test('a place that cannot be reached is tried later and later, and told of once', async () => {
  const { clock, place, outbox, troubles } = stage();
  place.answer = () => ({ kind: 'later', why: 'ECONNREFUSED' });
  outbox.put(anAlert());
  await clock.pass(600_000);
  expect(troubles).toEqual(['a place: ECONNREFUSED']);
  const tries = place.told.length;
  expect(tries).toBeGreaterThan(10);
  expect(tries).toBeLessThan(40);
  expect(outbox.state).toMatchObject({ waiting: 1, failures: tries, trouble: 'ECONNREFUSED' });
  place.answer = () => SENT;
  await clock.pass(60_000);
  expect(outbox.state).toMatchObject({ waiting: 0, sent: 1, failures: 0, trouble: undefined });
});

test('it waits as long as the other side says', async () => {
  const { clock, place, outbox } = stage();
  place.answer = () => ({ kind: 'later', why: '429', afterMs: 300_000 });
  outbox.put(anAlert());
  await clock.pass(299_000);
  expect(place.told).toHaveLength(1);
  await clock.pass(1_000);
  expect(place.told).toHaveLength(2);
});

test('too many: the oldest of the lowest level go, kills never, and that is told', async () => {
  const { clock, place, outbox, codes } = stage(5);
  place.answer = () => ({ kind: 'later', why: 'down' });
  outbox.put(anAlert({ code: 'first', level: 'info' }));
  await clock.pass(0);
  for (let i = 0; i < 100; i++) outbox.put(anAlert({ code: `info ${i}`, level: 'info' }));
  outbox.put(aKill());
  for (let i = 0; i < 10; i++) outbox.put(anAlert({ code: `warning ${i}` }));
  expect(outbox.state).toMatchObject({ waiting: 5 });
  place.answer = () => SENT;
  place.told.length = 0;
  await clock.pass(60_000);
  const [told] = codes();
  expect(told).toEqual([
    'killed_drawdown',
    ...['warning 6', 'warning 7', 'warning 8', 'warning 9'],
    'alerts_dropped',
  ]);
  expect(place.told[0]?.at(-1)).toMatchObject({ kind: 'lost', numbers: { dropped: 107 } });
  expect(outbox.state).toMatchObject({ dropped: 107, sent: 5 });
});

test('equal kills become one with their count: they are bounded as well', async () => {
  const { clock, place, outbox } = stage(5);
  place.answer = () => ({ kind: 'later', why: 'down' });
  outbox.put(anAlert());
  await clock.pass(0);
  for (let i = 0; i < 1_000; i++) outbox.put(aKill());
  expect(outbox.state.waiting).toBe(2);
  place.answer = () => SENT;
  await clock.pass(60_000);
  expect(place.told.at(-1)?.[0]).toMatchObject({ kind: 'kill', count: 1_000 });
});

test('one that is never taken is left, those after it are told', async () => {
  const { clock, place, outbox, troubles } = stage();
  place.answer = () => (place.told.length === 1 ? { kind: 'refused', why: 'answers 400' } : SENT);
  outbox.put(anAlert({ code: 'bad' }));
  outbox.put(anAlert({ code: 'good' }));
  await clock.pass(0);
  expect(troubles).toEqual(['a place never takes one: answers 400']);
  expect(outbox.state).toMatchObject({ sent: 1, refused: 1, waiting: 0 });
});

test('what did not fit is told next', async () => {
  const { clock, place, outbox, codes } = stage();
  place.answer = () => ({ kind: 'sent', told: 1 });
  for (const code of ['a', 'b', 'c']) outbox.put(anAlert({ code }));
  await clock.pass(0);
  expect(codes().map(([first]) => first)).toEqual(['a', 'b', 'c']);
  expect(outbox.state.sent).toBe(3);
});

test('a place that hangs has failed; a close waits for none', async () => {
  const { clock, place, outbox } = stage();
  place.answer = () => new Promise(() => {});
  outbox.put(anAlert());
  await clock.pass(60_000);
  expect(outbox.state).toMatchObject({ waiting: 1, trouble: 'no answer' });
  await clock.pass(5_000);
  const closing = outbox.close(3_000);
  await clock.pass(3_000);
  await closing;
  outbox.put(anAlert());
  await clock.pass(600_000);
  expect(place.told).toHaveLength(2);
  expect(clock.waiting).toBe(0);
});

const later = (): Delivery => ({ kind: 'later', why: 'down' });

test('what is told, refused or dropped is over, and nothing else', async () => {
  const { clock, place, outbox, over } = stage(2);
  place.answer = later;
  for (const id of ['a', 'b', 'c']) outbox.put(anAlert({ id }));
  expect(over).toEqual([]);
  await clock.pass(0);
  // The first comes back, and there is no room for it.
  expect(over).toEqual(['a', '1 dropped']);
  over.length = 0;
  place.answer = () => (place.told.length === 2 ? { kind: 'refused', why: 'answers 400' } : SENT);
  await clock.pass(60_000);
  expect(over).toEqual(['b', '1 dropped', 'c', '0 dropped']);
});

test('a kill that counts an earlier one is over together with it', async () => {
  const { clock, place, outbox, over } = stage();
  place.answer = later;
  outbox.put(anAlert({ id: 'first' }));
  await clock.pass(0);
  for (const id of ['a', 'b', 'c']) outbox.put(aKill({ id }));
  expect([outbox.state.waiting, over]).toEqual([2, []]);
  place.answer = () => SENT;
  await clock.pass(60_000);
  expect(over.sort()).toEqual(['0 dropped', 'a', 'b', 'c', 'first']);
});

test('one that takes the place of another tells what that has left, drops and all', async () => {
  const before = stage(2);
  before.place.answer = later;
  for (const code of ['a', 'b', 'c']) before.outbox.put(anAlert({ code }));
  const closing = before.outbox.close(1_000);
  await before.clock.pass(1_000);
  await closing;
  const { clock, codes, over, outbox } = stage(2, before.outbox.left);
  await clock.pass(0);
  expect(codes()).toEqual([['b', 'c', 'alerts_dropped']]);
  expect(over.at(-1)).toBe('0 dropped');
  expect(outbox.state).toMatchObject({ sent: 2, dropped: 0, waiting: 0 });
  // It is counted where it was dropped, and nowhere else.
  expect(before.outbox.state.dropped).toBe(1);
});
