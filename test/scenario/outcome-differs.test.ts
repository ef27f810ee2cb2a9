// The venue says that a market ended otherwise than by our own prints: on paper, in a backtest of
// that recording, and live.
import { expect, test } from 'vitest';
import type { MarketFacts } from '../../src/domain/market-facts.ts';
import { StrictClock } from '../../src/net/strict-clock.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import {
  type FeedResumed,
  haltedFeedsOf,
  haltTeller,
} from '../../src/runtime/live/halted-feeds.ts';
import { LiveSession } from '../../src/runtime/live/live-session.ts';
import { createSession, KeptJournal, toAll } from '../../src/runtime/session.ts';
import { aMarket, at } from '../support/a-market.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { BECAUSE, terms } from '../support/engine-stage.ts';
import { temporaryFolder } from '../support/imported.ts';
import {
  bookAt as bookEvent,
  CENT,
  madeUp,
  second,
  startLog,
  takeLog,
} from '../support/made-up-log.ts';
import { hashOf } from '../support/order-venue.ts';
import { bookAt, closeAt, referenceAt, resolveAt } from '../support/tape-builder.ts';
import { storyOf, TradingStage } from '../support/trading-stage.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const FEED = 'chainlink/btcusd';
const ruled = (feed: string) =>
  ({ value: { kind: 'spot_close_vs_open', feed, tie: 'first' }, source: 'test' }) as const;

/** Keeps one bid at 40 cents in every market that it hears a book of. */
const quoter = (): Strategy => ({
  onBook: (market, view, desk) => {
    if (view.openOrders(market).length > 0 || !view.isOpen(market)) return;
    desk.submit(terms('buy', 5, 40, market * 2), BECAUSE);
  },
});

/** What follows the bids in the second market and in the one of another feed. */
const HALT = [
  'MarketClosed',
  'MarketResolved 0',
  'OutcomeDiffers',
  '1 cancel: outcome_differs',
  '1 canceled requested',
  '3 buy denied outcome_differs',
];

const since = (story: readonly string[]) => story.slice(story.indexOf('MarketClosed'));

/** As a recorder hears it, with a session that listens. */
async function recorded() {
  const root = temporaryFolder();
  const virtual = new VirtualClock();
  virtual.stepWall((second(0) - virtual.now()) / 1_000);
  const clock = new StrictClock(virtual);
  const strategies = [
    {
      name: 'q',
      definition: { name: 'q', summary: '', parameters: {}, create: quoter },
      parameters: {},
    },
  ];
  const options = {
    ...strategyRun(root, 'do-nothing'),
    strategies,
    fee: { ratePpm: 0, exponent: 1, makerRebatePpm: 0 } as const,
  };
  const journal = new KeptJournal();
  const told: string[] = [];
  const live: LiveSession<ReturnType<typeof createSession>['exchange']> = new LiveSession({
    open: (universe) => {
      const halts = haltTeller(
        () => universe.markets,
        ({ message }) => told.push(message),
      );
      return createSession(universe, options, toAll(journal, halts));
    },
    clock,
    onFault: (error) => {
      throw error;
    },
  });
  const log = await startLog(root, { listener: live }, clock.now());
  const declare = (slug: string, feed: string, change: Partial<MarketFacts>) =>
    log.declare(
      { ...madeUp(slug), rule: ruled(feed), labels: ['Up', 'Down'], ...change },
      clock.now(),
    );
  const until = (s: number) => virtual.advance((second(s) - virtual.now()) / 1_000);
  const print = (s: number, value: number) => {
    until(s);
    const price = { kind: 'price', feed: FEED, value, text: `${value}` } as const;
    log.event({ ...price, tsEvent: second(s) }, clock.now());
  };
  const book = (market: number, s: number) => {
    until(s);
    log.event(bookEvent(market * 2, s, 45 * CENT, CENT), clock.now());
  };
  const over = declare('over', FEED, { closesAt: second(60) });
  const next = declare('next', FEED, { opensAt: second(60), closesAt: second(600) });
  const eth = declare('eth', 'chainlink/ethusd', { closesAt: second(600) });
  print(0, 76_500_000_000);
  book(next, 10);
  book(eth, 11);
  print(60, 76_501_000_000);
  until(80);
  log.resolved(over, { payout: 0, at: second(79), source: 'venue' }, 'made up', clock.now());
  book(next, 90);
  book(eth, 91);
  until(100);
  await log.stop(clock.now());
  await takeLog(root);
  const data = { ...options.data, completeOnly: false };
  const replayed = await backtest({ ...options, data });
  return { journal: journal.entries, replayed: replayed.journal, told };
}

test('on paper the series is halted and people are told; a backtest decides the same', async () => {
  const { journal, replayed, told } = await recorded();
  const story = storyOf(journal).filter((line) => !line.startsWith('MarketListed'));
  expect(since(story).slice(0, HALT.length)).toEqual(HALT);
  expect(journal).toEqual(replayed);
  const evidence = { feed: FEED, open: 76_500_000_000, close: 76_501_000_000 };
  expect(replayed).toContainEqual(
    expect.objectContaining({ kind: 'OutcomeDiffers', ...evidence, own: 1_000_000, official: 0 }),
  );
  expect(told).toEqual([
    'over: by our own prices (76500, then 76501) Up wins, the venue says Down; nothing is opened ' +
      `any more in markets that ${FEED} decides`,
  ]);
});

const markets = [
  aMarket({ rule: ruled(FEED) }),
  aMarket({ slug: 'next', rule: ruled(FEED), opensAt: at(300), closesAt: at(600) }),
  aMarket({ slug: 'eth', rule: ruled('chainlink/ethusd'), closesAt: at(600) }),
];
const book = (s: number, market: number) => bookAt(at(s), [[45, 100]], [[50, 100]], { market });

test('live the quotes of the series leave the venue, nothing more is posted there', async () => {
  const stage = await TradingStage.open([quoter()], markets);
  await stage.play(referenceAt(at(5), 100, 0, at(0)), book(10, 1), book(11, 2));
  expect(stage.venue.open.length).toBe(2);
  await stage.play(referenceAt(at(300), 110), closeAt(at(300)), resolveAt(at(330), 0));
  await stage.play(book(340, 1), book(350, 2));
  expect(since(storyOf(stage.journal))).toEqual(HALT);
  expect(stage.venue.open.map(({ order }) => order)).toEqual([hashOf(2)]);
  expect(stage.venue.requests.filter((request) => request.startsWith('POST'))).toEqual([
    'POST 1',
    'POST 2',
  ]);

  // The next run of this wallet is halted as well, until a person says otherwise.
  const records = stage.journal.map((value, i) => ({ seq: i + 1, value }));
  expect(haltedFeedsOf({ records })).toEqual([FEED]);
  const word: FeedResumed = { kind: 'FeedResumed', at: at(400), feed: FEED };
  expect(haltedFeedsOf({ records: [...records, { seq: 99, value: word }] })).toEqual([]);
});

test('what our own record does not tell halts nothing', async () => {
  const stage = await TradingStage.open([quoter()], markets);
  await stage.play(book(10, 1), referenceAt(at(300), 110), closeAt(at(300)));
  await stage.play(resolveAt(at(330), 0), book(340, 1));
  expect(stage.engine.state.haltedFeeds.size).toBe(0);
  expect(stage.venue.open.length).toBe(1);
});
