import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import { BECAUSE, fillEverything, stage, terms } from '../../test/support/engine-stage.ts';
import {
  bookAt,
  closeAt,
  type Message,
  referenceAt,
  resolveAt,
} from '../../test/support/tape-builder.ts';
import { FLAG_UNOFFICIAL } from '../domain/tape.ts';
import type { Strategy } from '../ports/strategy.ts';
import { stateHash } from './state-hash.ts';

const FEED = 'chainlink/btcusd';
const ruled = (feed: string) =>
  ({ value: { kind: 'spot_close_vs_open', feed, tie: 'first' }, source: 'test' }) as const;
const markets = [
  aMarket({ rule: ruled(FEED) }),
  aMarket({ slug: 'next', rule: ruled(FEED), opensAt: at(300), closesAt: at(600) }),
  aMarket({ slug: 'eth', rule: ruled('chainlink/ethusd'), closesAt: at(600) }),
];

const book = (second: number, market: number): Message =>
  bookAt(at(second), [[45, 100]], [[50, 100]], { market });

/** At 100, then 110: Up by our own prints. */
const PRICES = [referenceAt(at(0), 100), referenceAt(at(300), 110)];

/** Keeps a bid in each market, and offers what it has. */
const quoter = (): Strategy => ({
  onBook: (market, view, desk) => {
    desk.submit(terms('buy', 5, 40, market * 2), BECAUSE);
    if (view.sellable((market * 2) as never) > 0) {
      desk.submit(terms('sell', 5, 60, market * 2), BECAUSE);
    }
  },
});

function played(resolution: Message, opening?: readonly string[]) {
  const set = stage([quoter()], { markets, ...(opening && { opening: { haltedFeeds: opening } }) });
  const [open, close] = PRICES as [Message, Message];
  set.play(open, book(10, 1), book(10, 2), close, closeAt(at(300)), resolution);
  return set;
}

const wrong = resolveAt(at(330), 0);

describe('an outcome that is not that of our prints', () => {
  test('is written down with both, and pulls what rests where the same feed decides', () => {
    const { journal, engine } = played(wrong);
    const from = journal.findIndex(({ kind }) => kind === 'OutcomeDiffers');
    expect(journal.slice(from)).toMatchObject([
      {
        kind: 'OutcomeDiffers',
        at: at(330),
        market: 0,
        feed: FEED,
        open: 100,
        close: 110,
        own: 1_000_000,
        official: 0,
      },
      { kind: 'CancelRequested', command: { order: 1, reason: { code: 'outcome_differs' } } },
    ]);
    expect([...engine.state.haltedFeeds]).toEqual([FEED]);
  });

  test('pays what the venue says all the same', () => {
    const set = stage([quoter()], { markets });
    fillEverything(set.exchange);
    const [open, close] = PRICES as [Message, Message];
    set.play(open, book(10, 0), close, wrong);
    const { account, payouts } = set.engine.state;
    expect([payouts[0], account.position(0 as never)?.realized]).toEqual([0, -2_000_000]);
    expect(account.cash).toBe(998_000_000);
  });

  test('halts what would be opened there; sales, and markets of other feeds, go on', () => {
    const set = stage([quoter()], { markets });
    fillEverything(set.exchange);
    const [open, close] = PRICES as [Message, Message];
    set.play(open, book(10, 1), close, wrong, book(331, 1), book(331, 2));
    const since = set.journal.slice(set.journal.findIndex(({ kind }) => kind === 'OutcomeDiffers'));
    const wishes = since.flatMap((entry) =>
      entry.kind === 'Denied' || entry.kind === 'Submitted'
        ? [[entry.kind, entry.command.terms.side, entry.command.terms.token]]
        : [],
    );
    expect(wishes).toEqual([
      ['Denied', 'buy', 2],
      ['Submitted', 'sell', 2],
      ['Submitted', 'buy', 4],
    ]);
    expect(since).toContainEqual(expect.objectContaining({ code: 'outcome_differs' }));
  });

  test.each([
    ['the same', resolveAt(at(330), 1_000_000)],
    ['not the venue’s word', wrong.map((row) => ({ ...row, flags: FLAG_UNOFFICIAL }))],
  ])('halts nothing where it is %s', (_name, resolution) => {
    const { engine, kinds } = played(resolution);
    expect(engine.state.haltedFeeds.size).toBe(0);
    expect(kinds()).not.toContain('OutcomeDiffers');
  });

  test('of an earlier run halts this one from its beginning, and is part of its state', () => {
    const halted = played(resolveAt(at(330), 1_000_000), [FEED]);
    expect(halted.journal.filter(({ kind }) => kind === 'Denied')).toMatchObject([
      { code: 'outcome_differs', command: { terms: { token: 2 } } },
    ]);
    const free = played(resolveAt(at(330), 1_000_000));
    const hashOf = (halts: readonly string[]) => {
      free.engine.state.haltedFeeds.clear();
      for (const feed of halts) free.engine.state.haltedFeeds.add(feed);
      return stateHash(free.engine.state);
    };
    expect(hashOf([FEED])).not.toBe(hashOf([]));
  });

  test('a quote whose cancel is refused is pulled again', () => {
    const set = stage([quoter()], { markets });
    const { exchange } = set;
    exchange.onRequest = (request) => {
      if (request.kind !== 'cancel') return;
      const kind = cancels++ === 0 ? 'CancelRejected' : 'OrderCanceled';
      const { order, at: now } = request;
      exchange.say(now + 10, { kind, order, code: 'delayed', reason: 'requested' } as never);
    };
    let cancels = 0;
    set.play(...PRICES.slice(0, 1), book(10, 1), ...PRICES.slice(1), closeAt(at(300)), wrong);
    set.until(at(340));
    expect(cancels).toBe(2);
    expect(set.engine.state.account.openOrders).toBe(0);
  });
});
