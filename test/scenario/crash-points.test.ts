// A desk that trades a day on the local exchange, and dies at every point at which its journal or
// its requests are: between any two of them the next desk has to find out everything. Most runs
// are without wires, so that they are alike; some are over real HTTP and a real user channel.
import { beforeAll, expect, test } from 'vitest';
import { booksOfExchange, booksOfJournal } from '../support/crash/crash-books.ts';
import { bobGoesOn, playDay } from '../support/crash/crash-day.ts';
import { type CrashDesk, crashDesk } from '../support/crash/crash-desk.ts';
import type { Unsynced } from '../support/crash/crash-disk.ts';
import { CrashExchange } from '../support/crash/crash-exchange.ts';
import { type CrashPoint, Life } from '../support/crash/life.ts';

const NEVER = -1;

type Crash = {
  readonly at: number;
  readonly unsynced?: Unsynced;
  /** A request that had just left arrives so much later, ms. */
  readonly lateMs?: number;
  readonly wire?: 'virtual' | 'real';
  /** The next desk dies, too, at this point of its start. */
  readonly again?: number;
};

/** One life: the desk starts and proves itself; the first trades its day, and ends it calmly. */
async function live(exchange: CrashExchange, life: Life, lateMs: number, isFirst: boolean) {
  const desk = await crashDesk(exchange, life, lateMs);
  const start = await unlessDead(exchange, life, desk.execution.start());
  if (!isFirst || start === undefined) return { desk, start };
  await playDay(exchange, desk, life);
  if (life.isOver) return { desk, start };
  const proof = await unlessDead(exchange, life, desk.execution.close());
  if (proof !== undefined) expect(proof).toMatchObject(PROVEN);
  return { desk, start };
}

const PROVEN = { isProven: true, open: [], unresolved: [], troubles: [] };

async function unlessDead<T>(exchange: CrashExchange, life: Life, promise: Promise<T>) {
  let value: T | undefined;
  void promise.then((come) => {
    value = come;
  });
  await exchange.until(() => life.isOver || value !== undefined);
  return value;
}

/** The whole story of one crash; returns the lives of it. */
async function story(crash: Crash): Promise<readonly Life[]> {
  const { at, unsynced = 'lost', lateMs = 0, wire = 'virtual', again = NEVER } = crash;
  const exchange = await CrashExchange.open(wire);
  const { bench, disk } = exchange;
  const lives = [at, again, NEVER].map((dies) => new Life(dies, () => disk.isUnsynced));
  const [first, second, third] = lives as [Life, Life, Life];
  try {
    const before = await live(exchange, first, lateMs, true);
    expect(before.desk.faults).toEqual([]);
    if (!first.isOver) {
      expect(at).toBe(NEVER);
      expect(before.desk.notices).toEqual([]);
      agree(exchange);
      return lives;
    }
    disk.crash(unsynced);
    await exchange.pass(10);
    bobGoesOn(exchange, 2);
    // Soon, or when the chain has made final what was matched.
    await exchange.pass(at % 2 === 0 ? 100 : 5_000);
    bench.clock.setTimer(300, () => bobGoesOn(exchange, 3));
    let after = await live(exchange, second, 0, false);
    if (second.isOver) {
      disk.crash(unsynced);
      await exchange.pass(10);
      after = await live(exchange, third, 0, false);
    }
    const { desk, start } = after;
    expect(start).toMatchObject({ isProven: true, unresolved: [], unsettled: 0 });
    expect(bench.venue.orders.openOf(bench.ann.key)).toEqual([]);
    await goesOn(exchange, desk);
    return lives;
  } finally {
    for (const life of lives) life.end();
    await exchange.close();
  }
}

/** Journal and exchange are of one mind, and stay so with what the new desk does. */
async function goesOn(exchange: CrashExchange, desk: CrashDesk): Promise<void> {
  await exchange.pass(50);
  agree(exchange);
  const order = desk.submit('buy Up 10 @ 0.1');
  await exchange.until(() => desk.events.length > 0);
  expect(desk.events).toMatchObject([{ kind: 'OrderAccepted', order }]);
  expect(await exchange.come(desk.execution.close())).toMatchObject(PROVEN);
  agree(exchange);
  expect(desk.faults).toEqual([]);
  expect(desk.notices.filter(({ code }) => code !== 'late_fill')).toEqual([]);
}

function agree(exchange: CrashExchange): void {
  const { orders: known, ...journal } = booksOfJournal(exchange);
  const { orders: arrived, ...venue } = booksOfExchange(exchange);
  expect(journal).toEqual(venue);
  expect(known).toEqual(expect.arrayContaining([...arrived]));
  // Nothing was sent twice, and nothing before its intent was safe.
  expect([...exchange.arrived.values()].filter((count) => count !== 1)).toEqual([]);
  expect(exchange.unwritten).toEqual([]);
}

/** Everything that can come of a crash at each point. */
function crashesOf(points: readonly CrashPoint[]): Crash[] {
  return points.flatMap(({ name, isUnsynced }, at) => {
    const kinds: readonly Unsynced[] = isUnsynced ? ['lost', 'kept', 'torn'] : ['lost'];
    const crashes: Crash[] = kinds.map((unsynced) => ({ at, unsynced }));
    if (/^left /.test(name)) crashes.push({ at, lateMs: 40_000 });
    return crashes;
  });
}

async function failuresOf(crashes: readonly Crash[], points: readonly CrashPoint[]) {
  const failures: string[] = [];
  for (const crash of crashes) {
    try {
      const [first, second] = await story(crash);
      if (crash.again !== undefined) expect(second?.isOver).toBe(true);
      // Without wires each run comes by the same points.
      if (crash.wire !== 'real') expect(first?.points).toEqual(points.slice(0, crash.at + 1));
    } catch (error) {
      const { name } = points[crash.at] as CrashPoint;
      failures.push(`${JSON.stringify(crash)} ${name}: ${String(error)}`);
    }
  }
  return failures;
}

let points: readonly CrashPoint[];
beforeAll(async () => {
  const [life] = await story({ at: NEVER });
  points = life?.points ?? [];
});

test('40, 41, 56: wherever a desk dies, the next one knows all, and repeats nothing', async () => {
  const crashes = crashesOf(points);
  expect(points.filter(({ name }) => name === 'after append OrderIntended').length).toBe(12);
  expect(points.length).toBeGreaterThan(200);
  expect(crashes.length).toBeGreaterThan(300);
  expect(await failuresOf(crashes, points)).toEqual([]);
}, 180_000);

test('56: a desk that dies while it finds out leaves as much to the one after it', async () => {
  // Before the first intent was written there is nothing to find out, nor after the last end was.
  const last = points.findLastIndex(({ name }) => name === 'after append OrderEnded');
  const crashes = everyOf(points, 5)
    .filter((at) => at > 0 && at <= last)
    .flatMap((at) => [0, 2, 5, 9].map((again) => ({ at, again })));
  expect(await failuresOf(crashes, points)).toEqual([]);
}, 180_000);

test('the same over real HTTP and a real user channel', async () => {
  const wire = 'real';
  const crashes = everyOf(points, 24).map((at) => ({ at, wire }) as const);
  expect(crashes.length).toBeGreaterThan(10);
  expect(await failuresOf(crashes, points)).toEqual([]);
}, 180_000);

function everyOf(all: readonly CrashPoint[], step: number): number[] {
  return all.map((_point, at) => at).filter((at) => at % step === 0);
}
