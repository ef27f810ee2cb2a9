import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { naiveLimiter } from '../../test/support/naive/naive-limiter.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import type { BucketRule } from './bucket.ts';
import { PRIORITY, type Priority, RateLimiter } from './rate-limiter.ts';

type Rules = Readonly<Record<string, BucketRule>>;

/** A limiter on a clock, and what became of each request, in order of asking. */
function stage(rules: Rules, waitingMost = 100) {
  const clock = new VirtualClock();
  const limiter = new RateLimiter(clock, rules, waitingMost);
  const answers: string[] = [];
  const start = clock.monotonic();
  const ask = (costs: Record<string, number>, priority: Priority = 1, ageMsMost = 60_000) => {
    const index = answers.push('waiting') - 1;
    limiter.acquire({ costs, priority, ageMsMost }).then((result) => {
      const ms = (clock.monotonic() - start) / 1_000;
      answers[index] = `${result.ok ? 'granted' : result.code} ${ms}`;
    });
  };
  return { clock, limiter, answers, ask };
}

const signer: BucketRule = { kind: 'tokens', perSecond: 40, burst: 60 };
const tenSeconds: BucketRule = { kind: 'window', limit: 3, windowMs: 10_000 };

test('tells what is left of each bucket: below 0 in debt, 0 while it rests', async () => {
  const { clock, limiter, ask } = stage({ signer, tenSeconds });
  expect([...limiter.headroom()]).toEqual([
    ['signer', 1],
    ['tenSeconds', 1],
  ]);
  ask({ signer: 30, tenSeconds: 1 });
  await clock.pass(0);
  expect(limiter.headroom().get('signer')).toBe(0.5);
  expect(limiter.headroom().get('tenSeconds')).toBeCloseTo(2 / 3);
  limiter.debit('signer', 60);
  expect(limiter.headroom().get('signer')).toBe(-0.5);
  limiter.adjust('tenSeconds', { pauseMs: 1_000 });
  expect(limiter.headroom().get('tenSeconds')).toBe(0);
  await clock.pass(1_000);
  expect(limiter.headroom().get('tenSeconds')).toBeCloseTo(2 / 3);
});

describe('a bucket of tokens', () => {
  test('lets a burst through, then one at a time', async () => {
    const { clock, answers, ask } = stage({ signer });
    for (let i = 0; i < 63; i++) ask({ signer: 1 });
    await clock.pass(1_000);
    expect(answers.slice(58)).toEqual([
      'granted 0',
      'granted 0',
      'granted 25',
      'granted 50',
      'granted 75',
    ]);
  });

  test('admits a batch as a whole or not at all', async () => {
    const { clock, answers, ask } = stage({ signer });
    ask({ signer: 50 });
    ask({ signer: 15 });
    ask({ signer: 61 });
    await clock.pass(1_000);
    expect(answers).toEqual(['granted 0', 'granted 125', 'never_fits 0']);
  });

  test('may go into debt by a cost that is known only afterwards', async () => {
    const { clock, limiter, answers, ask } = stage({ signer });
    limiter.debit('signer', 100);
    ask({ signer: 1 });
    await clock.pass(2_000);
    expect(answers).toEqual(['granted 1025']);
  });

  test('believes the other side when it has less, not when it has more', async () => {
    const { clock, limiter, answers, ask } = stage({ signer });
    limiter.adjust('signer', { remaining: -2 });
    limiter.adjust('signer', { remaining: 50 });
    ask({ signer: 1 });
    await clock.pass(1_000);
    expect(answers).toEqual(['granted 75']);
  });

  test('takes another tier at once, for those who wait as well', async () => {
    const { clock, limiter, answers, ask } = stage({ signer });
    limiter.debit('signer', 60);
    ask({ signer: 60 });
    await clock.pass(10);
    const silver: BucketRule = { kind: 'tokens', perSecond: 200, burst: 300 };
    limiter.adjust('signer', { rule: silver, remaining: 58 });
    await clock.pass(1_000);
    expect(answers).toEqual(['granted 20']);
  });
});

describe('a window', () => {
  test('admits no more than its limit in any stretch of its length', async () => {
    const { clock, answers, ask } = stage({ tenSeconds });
    ask({ tenSeconds: 2 });
    await clock.pass(9_000);
    ask({ tenSeconds: 1 });
    ask({ tenSeconds: 1 });
    ask({ tenSeconds: 3 });
    await clock.pass(30_000);
    // The slice of the first two ends at 100 ms, that of the third at 9 100 ms.
    expect(answers).toEqual(['granted 0', 'granted 9000', 'granted 10100', 'granted 20200']);
  });

  test('believes the other side when more was used than we know of', async () => {
    const { clock, limiter, answers, ask } = stage({ tenSeconds });
    limiter.adjust('tenSeconds', { remaining: 1 });
    limiter.adjust('tenSeconds', { remaining: 2 });
    ask({ tenSeconds: 2 });
    await clock.pass(30_000);
    expect(answers).toEqual(['granted 10100']);
  });
});

describe('who waits', () => {
  const one: BucketRule = { kind: 'tokens', perSecond: 10, burst: 1 };

  test('goes by priority, then by arrival', async () => {
    const { clock, answers, ask } = stage({ one });
    ask({ one: 1 }, PRIORITY.read);
    ask({ one: 1 }, PRIORITY.read);
    ask({ one: 1 }, PRIORITY.order);
    ask({ one: 1 }, PRIORITY.order);
    ask({ one: 1 }, PRIORITY.cancel);
    await clock.pass(1_000);
    expect(answers).toEqual([
      'granted 0',
      'granted 400',
      'granted 200',
      'granted 300',
      'granted 100',
    ]);
  });

  test('is not overtaken where it is short, however little the others want', async () => {
    const { clock, answers, ask } = stage({ two: { kind: 'tokens', perSecond: 10, burst: 2 } });
    ask({ two: 1 });
    ask({ two: 2 });
    ask({ two: 1 });
    await clock.pass(1_000);
    expect(answers).toEqual(['granted 0', 'granted 100', 'granted 200']);
  });

  test('does not hold back others where there is plenty', async () => {
    const { clock, answers, ask } = stage({ one, all: signer });
    ask({ one: 1, all: 1 });
    ask({ one: 1, all: 1 });
    ask({ all: 1 }, PRIORITY.read);
    await clock.pass(1_000);
    expect(answers).toEqual(['granted 0', 'granted 100', 'granted 0']);
  });

  test('expires: what was wanted then may not be wanted now', async () => {
    const { clock, limiter, answers, ask } = stage({ one });
    ask({ one: 1 });
    ask({ one: 1 }, PRIORITY.order, 99);
    ask({ one: 1 }, PRIORITY.order, 101);
    await clock.pass(1_000);
    expect(answers).toEqual(['granted 0', 'stale 99', 'granted 100']);
    expect([limiter.waiting, clock.waiting]).toEqual([0, 0]);
  });

  test('waits out a pause that the other side asks for', async () => {
    const { clock, limiter, answers, ask } = stage({ one, all: signer });
    limiter.adjust('all', { pauseMs: 2_000 });
    limiter.adjust('all', { pauseMs: 500 });
    ask({ all: 1 });
    ask({ one: 1 });
    await clock.pass(3_000);
    expect(answers).toEqual(['granted 2000', 'granted 0']);
  });

  test('is bounded in number, and the least urgent make room', async () => {
    const { clock, answers, ask } = stage({ one }, 2);
    ask({ one: 1 });
    ask({ one: 1 }, PRIORITY.read);
    ask({ one: 1 }, PRIORITY.order);
    ask({ one: 1 }, PRIORITY.cancel);
    ask({ one: 1 }, PRIORITY.read);
    await clock.pass(1_000);
    expect(answers).toEqual([
      'granted 0',
      'queue_full 0',
      'granted 200',
      'granted 100',
      'queue_full 0',
    ]);
  });

  test('is told when the limiter closes', async () => {
    const { clock, limiter, answers, ask } = stage({ one });
    ask({ one: 1 });
    ask({ one: 1 });
    limiter.close();
    await clock.pass(0);
    expect([answers, clock.waiting]).toEqual([['granted 0', 'closed 0'], 0]);
  });
});

test('a bucket that does not exist, or admits nothing, is a mistake', () => {
  const { limiter } = stage({ signer });
  expect(() => limiter.acquire({ costs: { other: 1 }, priority: 1, ageMsMost: 1 })).toThrow(
    /no bucket/,
  );
  expect(() => stage({ none: { ...signer, perSecond: 0 } })).toThrow(/admits nothing/);
  expect(() => stage({ none: { ...tenSeconds, windowMs: 0 } })).toThrow(/admits nothing/);
});

describe('the limiter', () => {
  const UNTIL_MS = 700;
  // At these rates a token comes every so many whole milliseconds, and slices are whole ones too:
  // everything happens on the naive limiter's grid.
  const rule = fc.oneof(
    fc.record({
      kind: fc.constant('tokens' as const),
      perSecond: fc.constantFrom(10, 20, 50, 100, 200),
      burst: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({
      kind: fc.constant('window' as const),
      limit: fc.integer({ min: 1, max: 5 }),
      windowMs: fc.constantFrom(100, 200),
    }),
  );
  const rules = fc.record({ a: rule, b: rule, c: rule });
  const wish = fc.record({
    atMs: fc.integer({ min: 0, max: 300 }),
    costs: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 6 }), {
      minKeys: 1,
      noNullPrototype: true,
    }),
    priority: fc.constantFrom<Priority>(0, 1, 2),
    ageMsMost: fc.integer({ min: 1, max: 300 }),
  });

  test('decides as the naive one does', async () => {
    await fc.assert(
      fc.asyncProperty(rules, fc.array(wish, { maxLength: 14 }), async (some, wishes) => {
        const byTime = [...wishes].sort((a, b) => a.atMs - b.atMs);
        const { clock, answers, ask } = stage(some);
        for (const { atMs, costs, priority, ageMsMost } of byTime) {
          await clock.pass(atMs - clock.monotonic() / 1_000);
          ask(costs, priority, ageMsMost);
        }
        await clock.pass(UNTIL_MS - clock.monotonic() / 1_000);
        expect(answers).toEqual(naiveLimiter(some, byTime, UNTIL_MS));
      }),
      { numRuns: 500 },
    );
  });
});

test('whoever does not want to be sent any more is refused and leaves no timer', async () => {
  const { clock, limiter, answers, ask } = stage({ signer });
  limiter.debit('signer', 60);
  const stop = new AbortController();
  const admission = { costs: { signer: 10 }, priority: 0, ageMsMost: 60_000 } as const;
  const given = limiter.acquire({ ...admission, signal: stop.signal });
  ask({ signer: 1 });
  await clock.pass(10);
  stop.abort();
  expect(await given).toMatchObject({ ok: false, code: 'given_up' });
  // What waited behind it does not wait for it any more.
  await clock.pass(15);
  expect(answers).toEqual(['granted 25']);
  const late = limiter.acquire({ ...admission, signal: stop.signal });
  expect(await late).toMatchObject({ ok: false, code: 'given_up' });
  expect([limiter.waiting, clock.waiting]).toEqual([0, 0]);
});

test.each<[string, BucketRule, BucketRule, number]>([
  ['a window that is wider', tenSeconds, { ...tenSeconds, limit: 5 }, 3],
  ['a window that is narrower', tenSeconds, { ...tenSeconds, limit: 2 }, 0],
  ['tokens that were a window', tenSeconds, { ...signer, burst: 4 }, 2],
  ['a window that was tokens', { ...signer, burst: 9 }, tenSeconds, 1],
])('another rule takes over what was taken: %s', async (_name, before, after, left) => {
  const { clock, limiter, answers, ask } = stage({ one: before });
  ask({ one: 2 });
  limiter.adjust('one', { rule: after });
  for (let i = 0; i < 6; i++) ask({ one: 1 });
  await clock.pass(0);
  expect(answers.filter((answer) => answer === 'granted 0')).toHaveLength(1 + left);
});
