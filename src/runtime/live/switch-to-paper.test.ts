import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { switchToPaper } from './switch-to-paper.ts';

function stage({ isProven = true, openOrders = 0, isOver = false, isEnding = false }) {
  const done: string[] = [];
  const engine = { state: { settling: new Map(), account: { openOrders } } };
  const session = {
    session: { engine, exchange: { leaveVenue: () => done.push('leave') } },
    isOver,
    operate: ({ kind }: { readonly kind: string }) => done.push(kind),
    answered: () => done.push('answers'),
  };
  const desk = {
    execution: {
      close: async () => {
        done.push('prove');
        return { isProven };
      },
    },
    close: async () => void done.push('close'),
  };
  const clock = new VirtualClock();
  const parts = { session, desk, clock, isEnding: () => isEnding } as unknown as Parameters<
    typeof switchToPaper
  >[0];
  return { done, clock, settling: engine.state.settling, begin: () => switchToPaper(parts) };
}

test('stopped, proven, then written down, left and gone on with', async () => {
  const { done, begin } = stage({});
  expect(await begin()).toMatchObject({ isOnPaper: true });
  const order = ['Stop', 'prove', 'answers', 'ToPaper', 'leave', 'Resume', 'close'];
  expect(done).toEqual(order);
});

test.each([
  ['nothing is proven', { isProven: false }],
  ['an order of ours is open by our books', { openOrders: 1 }],
  ['the session has broken', { isOver: true }],
  ['it was stopped or killed meanwhile', { isEnding: true }],
])('where %s it stays stopped, and never trades again', async (_why, changes) => {
  const { done, begin } = stage(changes);
  expect(await begin()).toMatchObject({ isOnPaper: false });
  expect(done).toEqual(['Stop', 'prove', 'answers']);
});

test('what the chain has not made final is waited for, but not for ever', async () => {
  const { done, clock, settling, begin } = stage({});
  settling.set(1, {});
  const left = begin();
  await clock.pass(19_000);
  expect(done).toEqual(['Stop']);
  await clock.pass(2_000);
  expect(await left).toMatchObject({ isOnPaper: true });
});
