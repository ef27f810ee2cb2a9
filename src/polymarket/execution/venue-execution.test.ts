import { afterEach, expect, test } from 'vitest';
import { aSetChange } from '../../../test/support/a-set-change.ts';
import { OrderStage, signAnything } from '../../../test/support/order-stage.ts';
import { hashOf, refusal } from '../../../test/support/order-venue.ts';
import type { Approved, ChangeSets } from '../../domain/command.ts';
import type { Timestamp } from '../../domain/units.ts';

let stage: OrderStage;
afterEach(() => {
  expect(stage.faults).toEqual([]);
});

test('an order rests, is filled in parts, and settles', async () => {
  stage = await OrderStage.open();
  const id = stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  expect(stage.said).toEqual(['1 accepted']);
  const { venue, execution } = stage;
  const first = venue.match(hashOf(id), 4);
  execution.onUserMessage(venue.tradeFrame(first));
  execution.onUserMessage(venue.tradeFrame(venue.match(hashOf(id), 6)));
  execution.onUserMessage(venue.tradeFrame(venue.settle(first, 'confirmed')));
  await stage.pass(10);
  expect(stage.said).toEqual(['1 buy Up 4 @ 0.4', '1 buy Up 6 @ 0.4', '1 confirmed']);
  expect(stage.status(id)).toBe('filled');
});

test('what the venue refuses is rejected in the words of the simulated exchange', async () => {
  stage = await OrderStage.open();
  stage.venue.onArrival = () => refusal('invalid post-only order: order crosses book');
  stage.submit('buy Up 10 @ 0.4 post');
  await stage.pass(10);
  expect(stage.said).toEqual(['1 rejected post_only_crosses']);
});

test('a fill of an earlier run that is told after the start stops this one', async () => {
  const died = await OrderStage.open();
  died.submit('buy Up 10 @ 0.4');
  await died.pass(10);
  stage = died.afterCrash();
  stage.execution.onGap();
  await stage.started();
  expect(stage.execution.mayPost()).toMatchObject({ ok: true });
  stage.execution.onUserMessage(stage.venue.tradeFrame(stage.venue.match(hashOf(1), 4)));
  await stage.pass(10);
  expect(stage.notices.map(({ code }) => code)).toEqual(['late_fill']);
  expect(stage.execution.mayPost()).toMatchObject({ ok: false, code: 'desk_closed' });
});

test('that a day is used up is told once, until something is signed again', async () => {
  let isOver = true;
  const used = { ok: false, code: 'policy_day', message: '501 dollars in a day' } as const;
  stage = await OrderStage.open({ sign: (order) => (isOver ? used : signAnything(order)) });
  const tell = async (over: boolean) => {
    isOver = over;
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    return stage.notices.map(({ code }) => code);
  };
  expect(await tell(true)).toEqual(['day_used_up']);
  expect(await tell(true)).toEqual(['day_used_up']);
  expect(stage.said).toEqual(['1 rejected policy_day', '2 rejected policy_day']);
  await tell(false);
  expect(await tell(true)).toEqual(['day_used_up', 'day_used_up']);
});

test('a split or a merge is refused: nothing is sent to the chain yet', async () => {
  stage = await OrderStage.open();
  stage.execution.changeSets(aSetChange() as Approved<ChangeSets>, 0 as Timestamp);
  const until = Number.MAX_SAFE_INTEGER as Timestamp;
  expect(stage.execution.poll(until)).toMatchObject({
    kind: 'SetsRefused',
    change: 1,
    code: 'chain_unavailable',
    message: expect.stringContaining('run the strategy on paper'),
  });
  expect(stage.execution.poll(until)).toBeUndefined();
});
