import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import type { FeedNews } from '../../feeds/live/feed-sink.ts';
import { FeedHealth, type FeedStatus, listOf } from './feed-health.ts';

const SOURCE = 'coinbase/exchange';
const fresh: FeedStatus = { feed: 'coinbase/btcusd', state: 'fresh' };
const stale: FeedStatus = { feed: 'coinbase/ethusd', state: 'stale' };
const unheard: FeedStatus = { feed: 'coinbase/solusd', state: 'unheard' };
const broken: FeedNews = {
  kind: 'closed',
  host: 'wss://one',
  close: {
    connection: 1,
    code: 1006,
    reason: 'silent for 25000 ms',
    openForMs: 1,
    retryInMs: 1,
    looping: false,
  },
};

function healthAfter(...news: readonly FeedNews[]): FeedHealth {
  const health = new FeedHealth();
  for (const one of news) health.note({ ...one, source: SOURCE, at: 0 as Timestamp });
  return health;
}

describe('the health of a service in words', () => {
  test('is nothing while all is fresh', () => {
    expect(healthAfter().wordsOf({ socket: { isOpen: true } }, [fresh])).toEqual([]);
  });

  test('names what is stale and what was not heard yet', () => {
    const words = healthAfter().wordsOf({ socket: undefined }, [fresh, stale, unheard]);
    expect(words).toEqual(['not heard yet: coinbase/solusd', 'stale: coinbase/ethusd']);
  });

  test('says why there is no connection, until there is one', () => {
    const health = healthAfter(broken);
    expect(health.wordsOf({ socket: { isOpen: false } }, [stale])).toEqual([
      'not connected (silent for 25000 ms)',
      'stale: coinbase/ethusd',
    ]);
    health.note({ kind: 'opened', connection: 2, host: '', source: SOURCE, at: 0 as Timestamp });
    expect(health.wordsOf({ socket: { isOpen: false } }, [fresh])).toEqual(['not connected']);
  });

  test('is a refusal only when no host is left, until something comes', () => {
    const next = { kind: 'blocked', host: 'wss://one', next: 'wss://two' } as const;
    expect(healthAfter(next).wordsOf({ socket: undefined }, [fresh])).toEqual([]);
    const health = healthAfter({ ...next, next: undefined });
    expect(health.wordsOf({ socket: { isOpen: false } }, [fresh])).toEqual([
      'coinbase/exchange: wss://one refuses us from this place, asked again every 15 min',
    ]);
    health.heard(SOURCE);
    expect(health.wordsOf({ socket: undefined }, [fresh])).toEqual([]);
  });

  test('is a question without an answer, until it is answered', () => {
    const health = healthAfter({
      kind: 'unanswered',
      outcome: 'unknown',
      detail: 'ENOTFOUND',
      retryInMs: 500,
    });
    expect(health.wordsOf({ socket: undefined }, [fresh])).toEqual([
      'no answer to coinbase/exchange (ENOTFOUND)',
    ]);
    health.heard(SOURCE);
    expect(health.wordsOf({ socket: undefined }, [fresh])).toEqual([]);
  });
});

describe('prices from the future', () => {
  const words = "2 prices refused as from the future: this machine's clock is behind; see doctor";

  test('are why nothing is heard, until one is believed', () => {
    const health = healthAfter();
    health.future.refused(SOURCE);
    health.future.refused(SOURCE);
    expect(health.wordsOf({ socket: { isOpen: true } }, [unheard])).toEqual([
      words,
      'nothing heard yet',
    ]);
    expect(health.future.doubts(SOURCE)).toBe(true);
    health.future.believed(SOURCE);
    expect(health.future.doubts(SOURCE)).toBe(false);
    expect(health.wordsOf({ socket: { isOpen: true } }, [fresh])).toEqual([]);
  });
});

test('of many names a few are told', () => {
  expect(listOf(['a', 'b', 'c', 'd'])).toBe('a, b, c, d');
  expect(listOf(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c, d and 2 more');
});
