import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { LimiterReading } from '../../net/http-outcome.ts';
import { PRIORITY } from '../../net/rate-limiter.ts';
import { IP_LIMITS } from './endpoint-limits.ts';
import { SIGNER_TIERS } from './signer-tiers.ts';
import { type Toll, VenueLimiter } from './venue-limiter.ts';

const order = (cost = 1, ageMsMost = 500): Toll => ({
  limits: ['clob', 'postOrder'],
  signer: { share: 'orders', cost },
  priority: PRIORITY.order,
  ageMsMost,
});
const cancel = (cost = 1): Toll => ({
  limits: ['clob'],
  signer: { share: 'cancels', cost },
  priority: PRIORITY.cancel,
  ageMsMost: 5_000,
});
const read: Toll = { limits: ['clob', 'ok'], priority: PRIORITY.read, ageMsMost: 60_000 };

const reading = (changes: Partial<LimiterReading>): LimiterReading => ({
  remaining: undefined,
  resetAtS: undefined,
  tier: undefined,
  warned: false,
  ...changes,
});

/** How many of a hundred such requests are admitted at once. */
async function admittedAtOnce(limiter: VenueLimiter, clock: VirtualClock, toll: Toll) {
  let count = 0;
  for (let i = 0; i < 200; i++) void limiter.acquire(toll).then(({ ok }) => ok && count++);
  await clock.pass(0);
  return count;
}

function stage() {
  const clock = new VirtualClock();
  const limiter = new VenueLimiter(clock);
  const heard = (toll: Toll, limited: LimiterReading | undefined, more: object = {}) =>
    limiter.heard(toll, {
      limiter: limited,
      retryAfterMs: undefined,
      refused: false,
      venueNow: clock.now(),
      ...more,
    });
  return { clock, limiter, heard };
}

describe('the venue’s limits', () => {
  test('have a source and a date each', () => {
    for (const limit of Object.values(IP_LIMITS)) {
      expect(limit.limit).toBeGreaterThan(0);
      expect(limit.source).toMatch(/^docs /);
      expect(limit.read).toMatch(/^2026-/);
    }
  });

  test('rise from tier to tier, cancels twice the orders', () => {
    const rates = Object.values(SIGNER_TIERS);
    expect(rates.every((one) => one.cancelsPerSecond === 2 * one.ordersPerSecond)).toBe(true);
    for (let i = 1; i < rates.length; i++) {
      expect(rates[i]?.ordersPerSecond).toBeGreaterThan(rates[i - 1]?.ordersPerSecond ?? 0);
    }
  });

  test('admit the burst of the tier at once', async () => {
    const { clock, limiter } = stage();
    expect(await admittedAtOnce(limiter, clock, order())).toBe(60);
  });

  test('of an endpoint hold what is over back, in any ten seconds', async () => {
    const { clock, limiter } = stage();
    expect(await admittedAtOnce(limiter, clock, read)).toBe(100);
    expect(limiter.waiting).toBe(100);
    await clock.pass(10_100);
    expect(limiter.waiting).toBe(0);
  });

  test('never admit a batch larger than the burst', async () => {
    const { limiter } = stage();
    expect(await limiter.acquire(order(61))).toMatchObject({ ok: false, code: 'never_fits' });
    expect(await limiter.acquire(cancel(121))).toMatchObject({ ok: false, code: 'never_fits' });
  });

  test('refuse an order that waits too long', async () => {
    const { clock, limiter } = stage();
    await limiter.acquire(order(60));
    const late = limiter.acquire(order(60, 500));
    await clock.pass(500);
    expect(await late).toMatchObject({ ok: false, code: 'stale' });
  });

  test('keep cancels apart from orders', async () => {
    const { clock, limiter } = stage();
    await admittedAtOnce(limiter, clock, order());
    expect(await admittedAtOnce(limiter, clock, cancel())).toBe(120);
  });

  test('let cancels go first where both wait for the same', async () => {
    const { clock, limiter } = stage();
    const many: Toll = { ...read, limits: ['clob', 'balanceUpdate'] };
    for (let i = 0; i < 50; i++) await limiter.acquire(many);
    const admitted: string[] = [];
    const wait = (name: string, priority: Toll['priority']) =>
      void limiter.acquire({ ...many, priority }).then(() => admitted.push(name));
    wait('read', PRIORITY.read);
    wait('order', PRIORITY.order);
    wait('cancel', PRIORITY.cancel);
    await clock.pass(11_000);
    expect(admitted).toEqual(['cancel', 'order', 'read']);
  });

  test('take what a cancel of everything turned out to cost', async () => {
    const { clock, limiter } = stage();
    limiter.canceled(100);
    expect(await admittedAtOnce(limiter, clock, cancel())).toBe(20);
  });
});

describe('what the venue’s limiter says', () => {
  test('is believed when less is left than we thought', async () => {
    const { clock, limiter, heard } = stage();
    heard(order(), reading({ remaining: 5 }));
    expect(await admittedAtOnce(limiter, clock, order())).toBe(5);
  });

  test('is not believed when more is left than we thought', async () => {
    const { clock, limiter, heard } = stage();
    await limiter.acquire(order(50));
    heard(order(), reading({ remaining: 60 }));
    expect(await admittedAtOnce(limiter, clock, order())).toBe(10);
  });

  test('names another tier', async () => {
    const { clock, limiter, heard } = stage();
    heard(order(), reading({ remaining: 90, tier: 'Copper' }));
    expect(limiter.tier).toBe('copper');
    expect(await admittedAtOnce(limiter, clock, order())).toBe(90);
  });

  test('names another tier: what was taken before counts on', async () => {
    const { clock, limiter, heard } = stage();
    await limiter.acquire(order(50));
    limiter.canceled(130);
    heard(order(), reading({ tier: 'Copper' }));
    expect(await admittedAtOnce(limiter, clock, order())).toBe(90 - 50);
    expect(await admittedAtOnce(limiter, clock, cancel())).toBe(180 - 130);
  });

  test('names a tier that nobody knows: the one before holds', () => {
    const { limiter, heard } = stage();
    heard(order(), reading({ remaining: 9, tier: 'Unobtainium' }));
    expect(limiter.tier).toBe('standard');
  });

  test('warns, which is counted', () => {
    const { limiter, heard } = stage();
    heard(order(), reading({ remaining: -1, warned: true }));
    expect(limiter.warnings).toBe(1);
  });

  test.each<[string, Partial<LimiterReading>, number | undefined, number]>([
    ['as long as Retry-After says', { remaining: 0 }, 3_000, 3_000],
    ['until the reset, where there is no Retry-After', { resetAtS: 4 }, undefined, 4_000],
    ['a second, where nothing says', { remaining: 10 }, undefined, 1_000],
    ['a minute at most', { remaining: 10 }, 3_600_000, 60_000],
  ])('when it refuses holds orders back %s', async (_name, limited, retryAfterMs, waitMs) => {
    const { clock, limiter, heard } = stage();
    const resetAtS =
      limited.resetAtS === undefined ? undefined : clock.now() / 1_000_000 + limited.resetAtS;
    const refused = { refused: true, retryAfterMs };
    heard(order(), reading({ ...limited, resetAtS }), refused);
    let isAdmitted = false;
    void limiter.acquire(order(1, 100_000)).then(() => {
      isAdmitted = true;
    });
    await clock.pass(waitMs - 1);
    expect(isAdmitted).toBe(false);
    await clock.pass(1_000);
    expect(isAdmitted).toBe(true);
  });

  test('where it is somebody else who refuses, only that endpoint rests', async () => {
    const { clock, limiter, heard } = stage();
    heard(read, undefined, { refused: true, retryAfterMs: 5_000 });
    expect(await admittedAtOnce(limiter, clock, read)).toBe(0);
    expect(await admittedAtOnce(limiter, clock, order())).toBe(60);
    limiter.close();
    expect(limiter.waiting).toBe(0);
  });

  test('no refusal of a question holds cancels back', async () => {
    const { clock, limiter, heard } = stage();
    heard({ ...read, limits: ['clob'] }, undefined, { refused: true, retryAfterMs: 5_000 });
    expect(await admittedAtOnce(limiter, clock, cancel())).toBe(120);
  });
});
