import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import type { ScriptedAnswer } from '../../../test/support/http-server.ts';
import { RestBench } from '../../../test/support/rest-bench.ts';
import { readPrice } from '../wire/clob/prices.ts';
import { type VenueOutcome, whetherDone } from './outcome.ts';
import { VenueService } from './service.ts';

let bench: RestBench;
beforeEach(async () => {
  bench = await RestBench.open({ bodyBytesMost: 1_000, timeoutMs: 3_000 });
});
afterEach(() => bench.close());

function ask(answer: ScriptedAnswer): Promise<VenueOutcome<unknown>> {
  bench.answer = () => answer;
  const service = new VenueService(bench.server.base, bench.options);
  return service.ask({ path: '/price', limits: ['clob', 'price'], read: readPrice });
}

const page = '<html>just a moment</html>';
const limited = { 'poly-ratelimit-remaining': '-2', 'poly-ratelimit-reset': '1' };
const words = (error: string, more: object = {}) => JSON.stringify({ error, ...more });

type Case = [string, ScriptedAnswer, object, ReturnType<typeof whetherDone>];

describe('an answer', () => {
  test.each<Case>([
    ['200', { status: 200, body: '{"price":"0.5"}' }, { kind: 'ok', value: 500_000 }, 'done'],
    [
      '200 that cannot be read',
      { status: 200, body: '{"price":"much"}' },
      { kind: 'unknown', cause: 'unreadable', status: 200 },
      'unknown',
    ],
    [
      '200 with a page',
      { status: 200, body: page },
      { kind: 'unknown', cause: 'undecodable' },
      'unknown',
    ],
    [
      '400 in known words',
      { status: 400, body: words('not enough balance / allowance: sum of matched orders') },
      { kind: 'refused', status: 400, error: { code: 'not_enough_balance' } },
      'notDone',
    ],
    [
      '400 in words that are new',
      { status: 400, body: words('the moon is full') },
      { kind: 'refused', error: { code: 'unknown', text: 'the moon is full' } },
      'notDone',
    ],
    ['400 with a page', { status: 400, body: page }, { kind: 'unknown', status: 400 }, 'unknown'],
    [
      '404 without a book',
      { status: 404, body: words('No orderbook exists for the requested token id') },
      { kind: 'refused', status: 404, error: { code: 'no_book' } },
      'notDone',
    ],
    [
      '401',
      { status: 401, body: words('Unauthorized/Invalid api key') },
      { kind: 'unauthorized', error: { code: 'invalid_api_key' } },
      'notDone',
    ],
    [
      '403',
      { status: 403, body: 'error code: 1010' },
      { kind: 'geoblocked', status: 403 },
      'notDone',
    ],
    ['451', { status: 451 }, { kind: 'geoblocked', status: 451 }, 'notDone'],
    ['425', { status: 425, body: page }, { kind: 'restarting' }, 'unknown'],
    [
      '429 of the venue’s limiter',
      { status: 429, headers: { ...limited, 'retry-after': '2' } },
      { kind: 'rateLimited', sure: true, retryAfterMs: 2_000 },
      'notDone',
    ],
    [
      '429 of something else',
      { status: 429, body: page },
      { kind: 'rateLimited', sure: false },
      'unknown',
    ],
    [
      '429 that only warns of the tier',
      { status: 429, headers: { 'poly-ratelimit-tier': 'gold' } },
      { kind: 'rateLimited', sure: false },
      'unknown',
    ],
    [
      '500 in known words',
      { status: 500, body: words('could not insert order') },
      { kind: 'unknown', cause: 'serverError', detail: 'could not insert order' },
      'unknown',
    ],
    [
      '502 with a page',
      { status: 502, body: page },
      { kind: 'unknown', cause: 'serverError' },
      'unknown',
    ],
    [
      '503 for post-only mode',
      {
        status: 503,
        body: words('post-only mode: only post-only orders and cancels are allowed', {
          code: 'post_only_mode',
          retry_after_seconds: 90,
        }),
      },
      { kind: 'unavailable', mode: 'postOnly', retryAfterMs: 90_000 },
      'notDone',
    ],
    [
      '503 for cancel-only mode',
      {
        status: 503,
        headers: { 'retry-after': '7' },
        body: words(
          'Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.',
        ),
      },
      { kind: 'unavailable', mode: 'cancelOnly', retryAfterMs: 7_000 },
      'notDone',
    ],
    [
      '503 for no trading at all',
      { status: 503, body: words('Trading is currently disabled. Check polymarket.com') },
      { kind: 'unavailable', mode: 'disabled', retryAfterMs: undefined },
      'notDone',
    ],
    ['503 without words', { status: 503, body: page }, { kind: 'unknown', status: 503 }, 'unknown'],
    ['a redirect', { status: 302 }, { kind: 'unknown', cause: 'redirected' }, 'unknown'],
    ['nothing, cut off', 'cut', { kind: 'unknown', cause: 'transport' }, 'unknown'],
    [
      'half a body',
      'cut half-way',
      { kind: 'unknown', cause: 'transport', status: 200 },
      'unknown',
    ],
    [
      'too much',
      { status: 200, body: JSON.stringify('x'.repeat(2_000)) },
      { kind: 'unknown', cause: 'tooLarge' },
      'unknown',
    ],
  ])('%s', async (_name, answer, outcome, done) => {
    const told = await ask(answer);
    expect(told).toMatchObject(outcome);
    expect(whetherDone(told)).toBe(done);
  });

  test.each<[string, ScriptedAnswer]>([
    ['that does not come', 'hang'],
    ['that stops half-way', 'hang half-way'],
  ])('%s is unknown when its time is up', async (_name, answer) => {
    const asking = ask(answer);
    await eventually(() => bench.received.length === 1);
    await bench.clock.pass(3_000);
    const outcome = await asking;
    expect(outcome).toMatchObject({ kind: 'unknown', cause: 'timeout' });
    expect(whetherDone(outcome)).toBe('unknown');
  });

  test('of nobody, because nobody was there, shows that nothing was done', async () => {
    const gone = bench.server.base;
    await bench.close();
    const service = new VenueService(gone, bench.options);
    const outcome = await service.ask({ path: '/price', limits: ['clob'], read: readPrice });
    expect(outcome).toMatchObject({ kind: 'unknown', cause: 'notConnected' });
    expect(whetherDone(outcome)).toBe('notDone');
    bench = await RestBench.open();
  });
});
