import { expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { ClientOrderId } from '../../domain/ids.ts';
import { NEVER, type Timestamp } from '../../domain/units.ts';
import { StrictClock } from '../../net/strict-clock.ts';
import { AnswerQueue } from './answer-queue.ts';

const accepted = (order: number) =>
  ({ kind: 'OrderAccepted', order: order as ClientOrderId }) as const;

test('answers have rising times of their own, and come in the order in which we learnt', () => {
  const queue = new AnswerQueue(new StrictClock(new VirtualClock()), () => {});
  expect([queue.nextDue, queue.poll(at(999))]).toEqual([NEVER, undefined]);
  queue.say(accepted(1), at(-5));
  queue.say(accepted(2), undefined);
  const first = queue.nextDue;
  expect(queue.poll((first - 1) as Timestamp)).toBeUndefined();
  expect(queue.poll(first)).toEqual({ ...accepted(1), tsEvent: at(-5), tsInit: first });
  expect(queue.poll(first)).toBeUndefined();
  const second = queue.nextDue;
  expect(second).toBeGreaterThan(first);
  expect(queue.poll(second)).toEqual({ ...accepted(2), tsEvent: second, tsInit: second });
  expect(queue.nextDue).toBe(NEVER);
});

test('whoever polls is woken once for all that one turn tells, never inside of it', async () => {
  let woken = 0;
  const queue = new AnswerQueue(new StrictClock(new VirtualClock()), () => woken++);
  queue.say(accepted(1), undefined);
  queue.say(accepted(2), undefined);
  expect(woken).toBe(0);
  await Promise.resolve();
  expect(woken).toBe(1);
  queue.say(accepted(3), undefined);
  while (queue.poll(at(999)) !== undefined);
  await Promise.resolve();
  // It was polled by somebody else meanwhile.
  expect(woken).toBe(1);
});
