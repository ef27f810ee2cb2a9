import type { CrashDesk } from './crash-desk.ts';
import type { CrashExchange } from './crash-exchange.ts';
import type { Life } from './life.ts';

type Step = readonly [atMs: number, act: (desk: CrashDesk, exchange: CrashExchange) => void];

/** Bob's orders: whoever of the desk's stands in their way is filled. */
const bobBuys = ({ bench }: CrashExchange, outcome: 0 | 1, size: number, price: number) =>
  bench.send(bench.bob, { side: 'buy', price, size, outcome });
const bobTakes = ({ bench }: CrashExchange, outcome: 0 | 1, size: number, price: number) =>
  bench.send(bench.bob, { side: 'buy', price, size, outcome, timeInForce: 'FAK' });

/** A day of a desk, ms after its start. Its orders have the numbers 1, 2, ... as they are sent. */
const DAY: readonly Step[] = [
  [0, ({ submit }) => submit('buy Up 20 @ 0.4')],
  [
    20,
    // 2, 3, 4: one request.
    ({ submit }) => {
      submit('buy Up 10 @ 0.38');
      submit('buy Down 10 @ 0.35');
      submit('buy Down 12 @ 0.5 post');
    },
  ],
  // A part of 1, by a mint.
  [220, (_desk, exchange) => bobTakes(exchange, 1, 8, 0.6)],
  // 5 finds a part of what it wants, and its rest is canceled.
  [400, (_desk, exchange) => bobBuys(exchange, 1, 6, 0.55)],
  [420, ({ submit }) => submit('buy Up 10 @ 0.45 FAK')],
  [700, ({ cancel }) => cancel(2)],
  // 6 finds nobody.
  [720, ({ submit }) => submit('buy Up 10 @ 0.3 FAK')],
  // A fill while nobody hears, and a cancel that races a fill.
  [1_000, (_desk, { wire }) => wire.cut()],
  [1_001, (_desk, exchange) => bobTakes(exchange, 0, 5, 0.6)],
  [1_900, ({ cancel }) => cancel(1)],
  [1_901, (_desk, exchange) => bobTakes(exchange, 1, 4, 0.62)],
  // By now the first shares are final, and can be sold: 7, and 8 into a bid that is too small.
  [6_000, ({ submit }) => submit('sell Up 6 @ 0.7')],
  [6_100, (_desk, exchange) => bobTakes(exchange, 0, 3, 0.7)],
  [6_300, (_desk, exchange) => bobBuys(exchange, 0, 3, 0.45)],
  [6_310, ({ submit }) => submit('sell Up 5 @ 0.45 FAK')],
  // 9, 10, canceled together.
  [
    6_600,
    ({ submit }) => {
      submit('buy Up 10 @ 0.2 post');
      submit('buy Down 10 @ 0.2');
    },
  ],
  [
    6_650,
    ({ cancel }) => {
      cancel(9);
      cancel(10);
    },
  ],
  // 11 would take, and must not; then one order takes the place of another in one turn: 3 and 12.
  [6_800, (_desk, exchange) => bobBuys(exchange, 1, 5, 0.6)],
  [6_810, ({ submit }) => submit('buy Up 10 @ 0.5 post')],
  [
    6_900,
    ({ submit, cancel }) => {
      cancel(3);
      submit('buy Down 10 @ 0.36');
    },
  ],
  [7_000, (_desk, exchange) => bobTakes(exchange, 0, 10, 0.64)],
  [11_000, () => {}],
];

/** The desk trades until the day is over, or it is. */
export async function playDay(exchange: CrashExchange, desk: CrashDesk, life: Life): Promise<void> {
  const { bench } = exchange;
  const started = bench.clock.monotonic();
  for (const [atMs, act] of DAY) {
    const due = started + atMs * 1_000;
    await exchange.until(() => life.isOver || bench.clock.monotonic() >= due);
    if (life.isOver) return;
    act(desk, exchange);
  }
}

/** The world goes on: whatever of the desk's rests near the market is filled, a part or all. */
export function bobGoesOn(exchange: CrashExchange, size: number): void {
  bobTakes(exchange, 1, size, 0.64);
  bobTakes(exchange, 0, size, 0.71);
}
