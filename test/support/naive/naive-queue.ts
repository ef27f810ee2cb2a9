// How a line follows its level, for the naive twin. Only the published formula itself is shared
// with the program (sim/queue-model.ts has its own vectors).
import type { Shares } from '../../../src/domain/units.ts';
import type { MatchingOptions } from '../../../src/sim/options.ts';
import { frontAfter } from '../../../src/sim/queue-model.ts';
import { type NaiveMarket, ordersIn, type Queue, UNKNOWN } from './naive-market.ts';

export function followQueue(
  market: NaiveMarket,
  queue: Queue,
  isNew: boolean,
  options: MatchingOptions,
  trade: (shares: number) => void,
): void {
  const after = market.shown(queue.side, queue.price);
  const known = after !== UNKNOWN && queue.size !== UNKNOWN;
  if (!isNew && known && options.inferFills === 'depletion' && !market.hasTrades) {
    const decrease = queue.size - after - queue.printed;
    if (decrease > 0) trade(Math.floor((decrease * options.depletionPpm) / 1_000_000));
  }
  const fronts = ordersIn(queue).map((order) => {
    const front = market.front(order);
    if (isNew) return after === UNKNOWN ? Infinity : after;
    if (after === UNKNOWN) return front;
    if (queue.size === UNKNOWN) return Math.min(front, after);
    const [f, before, now, traded] = [front, queue.size, after, order.traded] as Shares[];
    return frontAfter(
      options.queue,
      f as Shares,
      before as Shares,
      now as Shares,
      traded as Shares,
    );
  });
  for (const order of ordersIn(queue)) order.traded = 0;
  market.redraw(queue, fronts);
  queue.size = after;
  queue.printed = 0;
}
