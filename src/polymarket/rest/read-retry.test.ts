import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { Failure, VenueOutcome } from './outcome.ts';
import { askUntilTold, READ_RETRY } from './read-retry.ts';

const lost: Failure = { kind: 'unknown', cause: 'transport', status: undefined, detail: '' };
const remarks = { refusals: [], wrongFields: [], unknownFields: new Map() };
const told: VenueOutcome<number> = { kind: 'ok', value: 7, remarks };

/** Asks a venue that answers so, one after the other; says when each attempt was made, ms. */
async function ask(answers: readonly VenueOutcome<number>[], random = 0.5) {
  const clock = new VirtualClock();
  const attempts: number[] = [];
  const asking = askUntilTold(
    () => {
      const answer = answers[Math.min(attempts.length, answers.length - 1)] ?? lost;
      attempts.push(clock.monotonic() / 1_000);
      return Promise.resolve(answer);
    },
    READ_RETRY,
    clock,
    () => random,
  );
  await clock.pass(60_000);
  return { outcome: await asking, attempts };
}

describe('a question', () => {
  test('is asked again, later each time, until it is answered', async () => {
    const { outcome, attempts } = await ask([lost, lost, told]);
    expect(outcome).toBe(told);
    expect(attempts).toEqual([0, 375, 1_000]);
  });

  test('is given up after so many attempts', async () => {
    const { outcome, attempts } = await ask([lost]);
    expect(outcome).toBe(lost);
    expect(attempts).toHaveLength(READ_RETRY.attemptsMost);
  });

  test('waits as long as it is told to', async () => {
    const limited: Failure = { kind: 'rateLimited', sure: true, retryAfterMs: 5_000 };
    expect((await ask([limited, told])).attempts).toEqual([0, 5_000]);
  });

  test('is given up when it is told to wait beyond the bound', async () => {
    const restarting: Failure = { kind: 'restarting', retryAfterMs: 20_001 };
    const { outcome, attempts } = await ask([restarting]);
    expect(outcome).toBe(restarting);
    expect(attempts).toEqual([0]);
  });

  test('is not asked again once it is not wanted any more, and leaves no timer', async () => {
    const clock = new VirtualClock();
    const stop = new AbortController();
    let attempts = 0;
    const attempt = async () => {
      attempts++;
      return lost;
    };
    const asking = askUntilTold(attempt, READ_RETRY, clock, () => 0.5, stop.signal);
    await clock.pass(100);
    stop.abort();
    expect(await asking).toBe(lost);
    expect([attempts, clock.waiting]).toEqual([1, 0]);
  });

  test.each<Failure>([
    { kind: 'notSent', refusal: { ok: false, code: 'stale', message: '' } },
    {
      kind: 'refused',
      status: 404,
      error: { code: 'no_book', text: '', retryAfterSeconds: undefined },
    },
    { kind: 'unavailable', mode: 'disabled', retryAfterMs: undefined },
    { kind: 'geoblocked', status: 403 },
    { ...lost, cause: 'unreadable' },
    { ...lost, cause: 'aborted' },
    { ...lost, cause: 'tooLarge' },
  ])('is not asked again after %o', async (failure) => {
    expect((await ask([failure, told])).attempts).toEqual([0]);
  });
});
