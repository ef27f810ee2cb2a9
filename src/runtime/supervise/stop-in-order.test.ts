import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { stopInOrder } from './stop-in-order.ts';

const never = () => new Promise<void>(() => {});

test('each is stopped in turn, and one that fails or hangs is named', async () => {
  const clock = new VirtualClock();
  const stopped: string[] = [];
  const stops = [
    { name: 'first', withinMs: 1_000, stop: async () => stopped.push('first') },
    {
      name: 'breaks',
      withinMs: 1_000,
      stop: () => {
        throw new Error('no');
      },
    },
    { name: 'hangs', withinMs: 2_000, stop: never },
    { name: 'last', withinMs: 1_000, stop: async () => stopped.push('last') },
  ];
  const stopping = stopInOrder(clock, stops);
  await clock.pass(2_000);
  expect(await stopping).toEqual(['breaks: Error: no', 'hangs has not stopped within 2 s']);
  expect(stopped).toEqual(['first', 'last']);
});
