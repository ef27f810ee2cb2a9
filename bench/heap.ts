import { getHeapStatistics } from 'node:v8';
import type { MarketIndex } from '../src/domain/ids.ts';
import type { Strategy } from '../src/ports/strategy.ts';
import { benchSession, benchSource, benchStrategy } from './bench-session.ts';
import { emptyColumns, RandomTape } from './random-tape.ts';
import type { Result, Section } from './section.ts';
import { type Spread, significant, spreadOf } from './spread.ts';

const TOKENS = 200;
const ROWS = 2_000_000;
/** Rows played before anything is counted: until then code is compiled and lists grow. */
const WARM_TAPES = 6;
const WINDOWS = 5;

const KINDS = ['books only', 'one object a message', 'quoting'] as const;
type HeapCase = { readonly kind: (typeof KINDS)[number]; readonly windows: number };

/**
 * Bytes that the engine allocates for an event in the steady state. The middle case is the check
 * on the measurement: its strategy makes one small object for each message.
 */
export const heap: Section<HeapCase> = {
  name: 'heap',
  title: `bytes allocated in windows of ${ROWS / 1e6} M events, ${TOKENS} tokens, after a warm-up`,
  heading: ['strategy', 'bytes/event (min-max)', 'by heap used', 'bytes/order', 'orders', 'events'],
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
  const perEvent: number[] = [];
  const byHeapUsed: number[] = [];
  const perOrder: number[] = [];
  let orders = 0;
  let events = 0;
  for (let window = 0; window < windows; window++) {
    const tape = random.fill(columns, ROWS);
    const ordersBefore = journal.orders;
    globalThis.gc?.();
    const before = allocated();
    session.loop.play(tape);
    const after = allocated();
    const bytes = after.total - before.total;
    perEvent.push(bytes / tape.length);
    byHeapUsed.push((after.used - before.used) / tape.length);
    perOrder.push(bytes / (journal.orders - ordersBefore));
    orders += journal.orders - ordersBefore;
    events += tape.length;
  }
  const spread = spreadOf(perEvent);
  return {
    cells: [
      kind,
      bytesOf(spread),
      significant(spreadOf(byHeapUsed).median),
      orders === 0 ? '-' : significant(spreadOf(perOrder).median),
      orders.toLocaleString('en'),
      events.toLocaleString('en'),
    ],
    figures: {
      kind,
      events,
      orders,
      bytesPerEvent: spread,
      bytesPerEventByHeapUsed: spreadOf(byHeapUsed),
      bytesPerOrder: orders === 0 ? undefined : spreadOf(perOrder),
    },
  };
}

function strategyOf(kind: HeapCase['kind']): Strategy {
  if (kind === 'one object a message') return new Litterer();
  return benchStrategy(kind);
}

/** Allocates on purpose. */
class Litterer implements Strategy {
  last: { readonly market: number } | undefined;

  onBook(market: MarketIndex): void {
    this.last = { market };
  }
}

/** Bytes ever allocated on the heap, by V8's own count, and bytes in use. */
function allocated(): { readonly total: number; readonly used: number } {
  const statistics = getHeapStatistics() as ReturnType<typeof getHeapStatistics> & {
    readonly total_allocated_bytes: number;
  };
  return { total: statistics.total_allocated_bytes, used: statistics.used_heap_size };
}

function bytesOf({ median, min, max }: Spread): string {
  return `${significant(median)} (${significant(min)}-${significant(max)})`;
}
