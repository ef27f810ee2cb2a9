// The simulated exchange and the live execution are the two sides of one port: the same small
// stories give the same words in the same order, so that no strategy can tell them apart.

import { expect, test } from 'vitest';
import type { Answer } from '../../src/sim/answer.ts';
import { aboutOrders } from '../support/about-orders.ts';
import { OrderStage } from '../support/order-stage.ts';
import { hashOf, refusal } from '../support/order-venue.ts';
import { Scenario } from '../support/sim-scenario.ts';

/** Kind, and what a strategy may ask of it. */
function wordOf(told: Answer): string {
  const answer = aboutOrders(told);
  switch (answer.kind) {
    case 'OrderRejected':
    case 'CancelRejected':
      return `${answer.kind} ${answer.order} ${answer.code}`;
    case 'OrderCanceled':
      return `${answer.kind} ${answer.order} ${answer.reason}`;
    case 'FillSettled':
      return `${answer.kind} ${answer.order} ${answer.settlement}`;
    case 'OrderFilled': {
      const { size, liquidity, side, token } = answer.fill;
      return `${answer.kind} ${answer.order} ${side} ${token} ${size} ${liquidity}`;
    }
    default:
      return `${answer.kind} ${answer.order}`;
  }
}

type Story = {
  readonly name: string;
  readonly market?: { readonly takerDelayMs: number };
  readonly sim: (scenario: Scenario) => void;
  readonly live: (stage: OrderStage) => Promise<void>;
};

/** The venue matches an order as it arrives, or its rest later. */
function matches(stage: OrderStage, shares: number, isWhole?: boolean): void {
  stage.venue.onArrival = ({ order }) => {
    stage.venue.match(order, shares, { role: 'taker', ...(isWhole ? { isWhole } : {}) });
    return 'rest';
  };
}

/** The channel tells every match, confirmed. */
async function confirm(stage: OrderStage): Promise<void> {
  await stage.pass(10);
  for (const trade of stage.venue.prints) {
    const told = stage.venue.settle(trade, 'confirmed');
    stage.execution.onUserMessage(stage.venue.tradeFrame(told));
  }
  await stage.pass(1_000);
}

const ASKS = '| 0.4 | 4\n| 0.41 | 20';

const STORIES: readonly Story[] = [
  {
    name: 'rests, and is canceled',
    sim: (s) => s.book('').submit('buy Up 10 @ 0.4').cancel(1),
    live: async (s) => {
      const id = s.submit('buy Up 10 @ 0.4');
      // Or it would not be sent at all.
      await s.pass(0);
      s.cancel(id);
      await s.pass(2_000);
    },
  },
  {
    name: 'fills whole at once',
    sim: (s) => s.book('| 0.4 | 10').submit('buy Up 10 @ 0.4'),
    live: async (s) => {
      matches(s, 10);
      s.submit('buy Up 10 @ 0.4');
      await confirm(s);
    },
  },
  {
    name: 'FAK fills a part',
    sim: (s) => s.book(ASKS).submit('buy Up 10 @ 0.4 FAK'),
    live: async (s) => {
      matches(s, 4, true);
      s.submit('buy Up 10 @ 0.4 FAK');
      await s.pass(5);
      const [trade] = s.venue.prints;
      s.execution.onUserMessage(s.venue.tradeFrame(s.venue.settle(trade!, 'confirmed')));
      await s.pass(1_000);
    },
  },
  {
    name: 'FAK meets nobody',
    sim: (s) => s.book('').submit('buy Up 10 @ 0.4 FAK'),
    live: async (s) => {
      const words = 'no orders found to match with FAK order. FAK orders are partially filled or';
      s.venue.onArrival = () => refusal(words);
      s.submit('buy Up 10 @ 0.4 FAK');
      await s.pass(1_000);
    },
  },
  {
    name: 'FOK is killed',
    sim: (s) => s.book(ASKS).submit('buy Up 10 @ 0.4 FOK'),
    live: async (s) => {
      const words = "order couldn't be fully filled. FOK orders are fully filled or killed.";
      s.venue.onArrival = () => refusal(words);
      s.submit('buy Up 10 @ 0.4 FOK');
      await s.pass(1_000);
    },
  },
  {
    name: 'FOK is taken, and told as canceled by the channel alone',
    sim: (s) => s.book(ASKS).submit('buy Up 10 @ 0.4 FOK'),
    live: async (s) => {
      s.venue.status = 'delayed';
      s.submit('buy Up 10 @ 0.4 FOK');
      await s.pass(10);
      s.venue.end(hashOf(1));
      s.execution.onUserMessage(s.venue.orderFrame(hashOf(1), 'cancellation'));
      await s.pass(1_000);
    },
  },
  {
    name: 'post-only crosses',
    sim: (s) => s.book(ASKS).submit('buy Up 10 @ 0.4 post'),
    live: async (s) => {
      s.venue.onArrival = () => refusal('invalid post-only order: order crosses book');
      s.submit('buy Up 10 @ 0.4 post');
      await s.pass(1_000);
    },
  },
  {
    name: 'fills a part, and the rest is canceled',
    sim: (s) => s.book(ASKS).submit('buy Up 10 @ 0.4').cancel(1),
    live: async (s) => {
      matches(s, 4);
      const id = s.submit('buy Up 10 @ 0.4');
      await confirm(s);
      s.cancel(id);
      await s.pass(1_000);
    },
  },
  {
    name: 'is filled before the cancel arrives',
    sim: (s) => s.book('| 0.4 | 10').submit('buy Up 10 @ 0.4').cancel(1),
    live: async (s) => {
      matches(s, 10);
      const id = s.submit('buy Up 10 @ 0.4');
      await confirm(s);
      s.execution.cancel(id as never, s.clock.now());
      await s.pass(1_000);
    },
  },
  {
    name: 'is held back, and cannot be canceled meanwhile',
    market: { takerDelayMs: 150 },
    sim: (s) => s.book('| 0.4 | 10').submit('buy Up 10 @ 0.4').cancel(1).at(1),
    live: async (s) => {
      s.venue.status = 'delayed';
      s.venue.onArrival = ({ order }) => {
        const held = s.venue.book.get(order)!;
        const status = { code: 'delayed', text: 'DELAYED', reason: undefined } as const;
        s.venue.book.set(order, { ...held, order: { ...held.order, status } });
        return 'rest';
      };
      const id = s.submit('buy Up 10 @ 0.4');
      // Or it would not be sent at all.
      await s.pass(0);
      s.cancel(id);
      await s.pass(100);
      s.venue.match(hashOf(1), 10, { role: 'taker' });
      await confirm(s);
    },
  },
  {
    name: 'expires',
    sim: (s) => s.book('').submit('buy Up 10 @ 0.4 GTD 250').at(260),
    live: async (s) => {
      s.submit('buy Up 10 @ 0.4 GTD 250');
      await s.pass(249_000);
      s.venue.end(hashOf(1));
      s.execution.onUserMessage(s.venue.orderFrame(hashOf(1), 'cancellation'));
      await s.pass(1_000);
    },
  },
  {
    name: 'everything is canceled',
    sim: (s) => s.book('').submit('buy Up 10 @ 0.4').submit('buy Down 10 @ 0.4').cancelAll(),
    live: async (s) => {
      s.submit('buy Up 10 @ 0.4');
      s.submit('buy Down 10 @ 0.4');
      await s.pass(10);
      s.cancelAll();
      await s.pass(1_000);
    },
  },
];

test.each(STORIES)('an order $name', async ({ market, sim, live }) => {
  const simulated: string[] = [];
  const scenario = new Scenario({ market: market ?? {} }, (answer) =>
    simulated.push(wordOf(answer)),
  );
  sim(scenario);
  const stage = await OrderStage.open();
  await live(stage);
  expect(stage.events.map((event) => wordOf(event as Answer))).toEqual(simulated);
  expect(simulated.length).toBeGreaterThan(0);
  expect(stage.faults).toEqual([]);
});
