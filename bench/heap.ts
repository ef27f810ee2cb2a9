import { GCProfiler } from 'node:v8';
import type { MarketIndex } from '../src/domain/ids.ts';
import type { Tape } from '../src/domain/tape.ts';
import type { Strategy } from '../src/ports/strategy.ts';
import type { Session } from '../src/runtime/session.ts';
import {
  benchSession,
  benchSource,
  benchStrategy,
  type CountingJournal,
  quoter,
} from './bench-session.ts';
import { heapNow } from './heap-now.ts';
import { PacedQuoter, STANDARD_TIER } from './paced-quoter.ts';
import { emptyColumns, RandomTape } from './random-tape.ts';
import type { Result, Section } from './section.ts';
import { type Spread, significant, spreadOf } from './spread.ts';

const TOKENS = 200;
const ROWS = 2_000_000;
/** Rows played before anything is counted: until then code is compiled and lists grow. */
const WARM_TAPES = 6;
const WINDOWS = 5;

/** The short part of a window: what costs the same in both parts is no cost of an event. */
const SHORT_ROWS = 200_000;

const KINDS = [
  'books only',
  'one object a message',
  'quoting',
  'quoting, a quarter of the orders',
] as const;
type HeapCase = { readonly kind: (typeof KINDS)[number]; readonly windows: number };

/**
 * Bytes that the engine allocates for an event in the steady state. The second case is the check
 * on the measurement: its strategy makes one small object for each message. The last is the check
 * that orders allocate and events do not: equal bytes an order at another rate of orders.
 */
export const heap: Section<HeapCase> = {
  name: 'heap',
  title: `bytes allocated in windows of ${ROWS / 1e6} M events, ${TOKENS} tokens, after a warm-up`,
  heading: [
    'strategy',
    'bytes/event (min-max)',
    'by heap used',
    'bytes/order',
    'orders',
    'events',
    'collections',
  ],
  // No collection happens inside a window: what the heap gained is what was allocated.
  nodeFlags: ['--expose-gc', '--max-semi-space-size=512', '--min-semi-space-size=512'],
  cases({ runs = WINDOWS }) {
    return KINDS.map((kind) => ({ kind, windows: runs }));
  },
  async measure(one) {
    return [measureHeap(one)];
  },
};

function measureHeap({ kind, windows }: HeapCase): Result {
  const random = new RandomTape(TOKENS, 7);
  const columns = emptyColumns(ROWS);
  const { session, journal } = benchSession(benchSource(TOKENS), strategyOf(kind));
  for (let i = 0; i < WARM_TAPES; i++) session.loop.play(random.fill(columns, ROWS));
  const counted: Counted[] = [];
  const short = emptyColumns(SHORT_ROWS);
  for (let window = 0; window < windows; window++) {
    const brief = count(session, journal, random.fill(short, SHORT_ROWS));
    const whole = count(session, journal, random.fill(columns, ROWS));
    counted.push(less(whole, brief));
  }
  const perEvent = counted.map(({ bytes, events }) => bytes / events);
  const byHeapUsed = counted.map(({ used, events }) => used / events);
  const perOrder = counted.map(({ bytes, orders }) => bytes / orders);
  const orders = counted.reduce((sum, one) => sum + one.orders, 0);
  const events = counted.reduce((sum, one) => sum + one.events, 0);
  const collections = counted.reduce((sum, one) => sum + one.collections, 0);
  const spread = spreadOf(perEvent);
  return {
    cells: [
      kind,
      bytesOf(spread),
      significant(spreadOf(byHeapUsed).median),
      orders === 0 ? '-' : significant(spreadOf(perOrder).median),
      orders.toLocaleString('en'),
      events.toLocaleString('en'),
      String(collections),
    ],
    figures: {
      kind,
      events,
      orders,
      collections,
      bytesPerEvent: spread,
      bytesPerEventByHeapUsed: spreadOf(byHeapUsed),
      bytesPerOrder: orders === 0 ? undefined : spreadOf(perOrder),
    },
  };
}

type Counted = {
  /** By V8's counter of everything ever allocated. */
  readonly bytes: number;
  /** By the growth of the heap: the same, as long as nothing is collected. */
  readonly used: number;
  readonly collections: number;
  readonly events: number;
  readonly orders: number;
};

/** What playing a tape allocates. */
function count({ loop }: Session, journal: CountingJournal, tape: Tape): Counted {
  const ordersBefore = journal.orders;
  globalThis.gc?.();
  const profiler = new GCProfiler();
  profiler.start();
  const before = heapNow();
  loop.play(tape);
  const after = heapNow();
  return {
    bytes: after.total - before.total,
    used: after.used - before.used,
    collections: profiler.stop()?.statistics.length ?? 0,
    events: tape.length,
    orders: journal.orders - ordersBefore,
  };
}

function less(whole: Counted, brief: Counted): Counted {
  return {
    bytes: whole.bytes - brief.bytes,
    used: whole.used - brief.used,
    collections: whole.collections + brief.collections,
    events: whole.events - brief.events,
    orders: whole.orders - brief.orders,
  };
}

function strategyOf(kind: HeapCase['kind']): Strategy {
  if (kind === 'one object a message') return new Litterer();
  if (kind === 'books only' || kind === 'quoting') return benchStrategy(kind);
  return new PacedQuoter(quoter(), STANDARD_TIER / 4);
}

/** Allocates on purpose. */
class Litterer implements Strategy {
  last: { readonly market: number } | undefined;

  onBook(market: MarketIndex): void {
    this.last = { market };
  }
}

function bytesOf({ median, min, max }: Spread): string {
  return `${significant(median)} (${significant(min)}-${significant(max)})`;
}
