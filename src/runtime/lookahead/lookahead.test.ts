// Strategies that look ahead, each in its own way, and whether it is seen.
import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import { strategyRun } from '../../../test/support/backtest-options.ts';
import {
  bookAt,
  closeAt,
  listAt,
  type Message,
  messagesToTape,
  openAt,
  printAt,
  referenceAt,
  resolveAt,
  tickAt,
} from '../../../test/support/tape-builder.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import { BID } from '../../domain/side.ts';
import {
  KIND_CLOSE,
  KIND_LEVEL,
  KIND_REFERENCE,
  KIND_RESOLVE,
  KIND_TRADE,
  type Tape,
} from '../../domain/tape.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Strategy } from '../../ports/strategy.ts';
import { createSession } from '../session.ts';
import { lookAhead } from './lookahead.ts';
import type { MakePlayer } from './probe.ts';

const FEED = 'chainlink/btcusd';

/** Of two markets; the second becomes known a minute before the first one closes. */
const MESSAGES: readonly Message[] = [
  listAt(at(0), 0),
  openAt(at(0)),
  referenceAt(at(1), 70_000_000_000),
  bookAt(at(2), [[45, 100]], [[50, 90]]),
  bookAt(at(20), [[47, 80]], [[52, 70]]),
  printAt(at(21), BID, [47, 12]),
  referenceAt(at(22), 70_100_000_000),
  bookAt(at(40), [[55, 60]], [[60, 50]]),
  tickAt(at(50), 1_000),
  bookAt(at(50), [[55, 60]], [[60, 50]]),
  printAt(at(51), BID, [55, 13]),
  referenceAt(at(60), 70_200_000_000),
  listAt(at(240), 1),
  bookAt(at(250), [[80, 40]], [[85, 30]]),
  closeAt(at(300)),
  resolveAt(at(330), 1_000_000),
];

const MARKETS: readonly Market[] = [
  aMarket({ labels: ['Up', 'Down'] }),
  aMarket({ slug: 'later', labels: ['Yes', 'No'], closesAt: at(600) }),
];

/** What a strategy that looks ahead gets hold of: all of the recording that a run is given. */
type World = { tape: Tape; readonly markets: readonly Market[] };
type Planted = (world: World) => Strategy;

/** Each message a tape of its own, or all in one, which a leak can read to its end. */
function suspectOf(planted: Planted, markets: readonly Market[] = MARKETS, inOne = true) {
  const learned: (Timestamp | undefined)[] = [];
  const makePlayer: MakePlayer = (source, journal) => {
    const world: World = { tape: messagesToTape(), markets: source.markets };
    const definition = {
      name: 'planted',
      summary: '',
      parameters: {},
      create: () => {
        const strategy = planted(world);
        learned[0] = strategy.learnedUntil;
        return strategy;
      },
    };
    const run = strategyRun('', 'do-nothing');
    const strategies = [{ name: 'planted', definition, parameters: {} }];
    const { loop } = createSession(source, { ...run, strategies }, journal);
    return {
      play: (tape) => {
        world.tape = tape;
        loop.play(tape);
      },
      advance: (until) => loop.advance(until),
    };
  };
  const tapes = inOne ? [messagesToTape(...MESSAGES)] : MESSAGES.map((one) => messagesToTape(one));
  const open = async () => ({
    markets,
    knownAhead: 0,
    hasTrades: markets.map(() => true),
    feeds: [FEED],
    tapes: async function* () {
      yield* tapes;
    },
    close: () => {},
  });
  return { open, makePlayer, learnedUntil: () => learned };
}

async function search(planted: Planted, markets?: readonly Market[], inOne?: boolean) {
  const { learnedUntil, ...suspect } = suspectOf(planted, markets, inOne);
  return lookAhead(suspect, { sample: undefined, seed: 1, learnedUntil });
}

/** Does not trade, and says what it saw: `see` at each book. */
function looking(see: (world: World, now: number) => number | undefined, name = 'seen'): Planted {
  return (world) => ({
    onBook: (market, view, desk) => {
      desk.skip(market, { code: 'looked', numbers: { [name]: see(world, view.now) ?? -1 } });
    },
  });
}

/** A value of the first row of a kind that comes after `now`. */
function next(tape: Tape, now: number, kind: number, column: 'price' | 'size' | 'tsInit') {
  const row = tape.kind.findIndex((one, i) => one === kind && (tape.tsInit[i] as number) > now);
  return row < 0 ? undefined : tape[column][row];
}

describe('nothing is found', () => {
  /** Trades on what is there, with a timer, and cancels. */
  const honest: Planted = () => ({
    onMarketOpened: (market, view, desk) => desk.wakeAt((view.now + 30e6) as never, market),
    onTimer: (market, view, desk) => {
      desk.skip(market, { code: 'woken', numbers: { bid: view.bestBid(0 as never) ?? -1 } });
    },
    onBook: (market, view, desk) => {
      const numbers = { reference: view.reference(FEED) ?? -1, closes: view.markets.length };
      const [open] = view.openOrders(market);
      if (open !== undefined) desk.cancel(open.id, { code: 'again', numbers });
      const price = view.bestBid(0 as never);
      if (price === undefined) return;
      const terms = { token: 0, side: 'buy', price, size: 5_000_000, timeInForce: 'GTC' };
      desk.submit({ ...terms, postOnly: true, expiresAt: undefined } as never, {
        code: 'join',
        numbers,
      });
    },
  });

  test.each([true, false])('where a strategy knows only what was there', async (inOne) => {
    const found = await search(honest, MARKETS, inOne);
    expect(found).toMatchObject({ decisions: 11, times: 7, checked: 7, leak: undefined });
  });

  test('where nothing was decided, or nothing was recorded', async () => {
    expect(await search(() => ({}))).toEqual({
      decisions: 0,
      times: 0,
      checked: 0,
      leak: undefined,
    });
    const { learnedUntil, makePlayer, open } = suspectOf(honest);
    const empty = async () => ({ ...(await open()), tapes: async function* () {} });
    const options = { sample: undefined, seed: 1, learnedUntil };
    expect((await lookAhead({ makePlayer, open: empty }, options)).decisions).toBe(0);
  });
});

describe('a look at events to come is found', () => {
  test.each([
    ['book.price', KIND_LEVEL, 'price'],
    ['book.size', KIND_LEVEL, 'size'],
    ['trade.price', KIND_TRADE, 'price'],
    ['trade.size', KIND_TRADE, 'size'],
    ['reference.price', KIND_REFERENCE, 'size'],
    ['resolution.payout', KIND_RESOLVE, 'price'],
    ['close.time', KIND_CLOSE, 'tsInit'],
  ] as const)('%s', async (field, kind, column) => {
    const { leak } = await search(looking(({ tape }, now) => next(tape, now, kind, column)));
    expect(leak).toMatchObject({
      kind: 'event',
      how: 'removed',
      cut: at(2),
      fields: [field],
      departure: { field: 'reason.numbers.seen', now: -1 },
    });
    expect(leak!.departure.was).toBe(next(messagesToTape(...MESSAGES), at(2), kind, column));
  });

  test('by a feature that smooths over the moment: named with what it is made of', async () => {
    const smooth = looking(({ tape }, now) => {
      const later = next(tape, now, KIND_REFERENCE, 'size');
      return later === undefined ? 70_000_000_000 : (70_000_000_000 + later) / 2;
    }, 'smoothedSpot');
    const { leak } = await search(smooth);
    expect(leak).toMatchObject({
      kind: 'event',
      fields: ['reference.price'],
      departure: { field: 'reason.numbers.smoothedSpot', was: 70_050_000_000 },
    });
  });

  test('by a model whose state is fed with an outcome before it is one', async () => {
    const learner: Planted = (world) => {
      let weight = 0.5;
      return {
        onBook: (market, view, desk) => {
          const payout = next(world.tape, view.now, KIND_RESOLVE, 'price');
          if (payout !== undefined) weight += (payout / 1e6 - weight) / 10;
          desk.skip(market, { code: 'looked', numbers: { weight } });
        },
      };
    };
    const { leak } = await search(learner);
    expect(leak).toMatchObject({
      fields: ['resolution.payout'],
      departure: { field: 'reason.numbers.weight', was: 0.55, now: 0.5 },
    });
  });

  test('by an order that would not have been sent', async () => {
    const insider: Planted = (world) => ({
      onBook: (_market, view, desk) => {
        const payout = next(world.tape, view.now, KIND_RESOLVE, 'price');
        if (payout !== 1_000_000) return;
        const terms = { token: 0, side: 'buy', price: 600_000, size: 5_000_000 };
        const more = { timeInForce: 'FAK', postOnly: false, expiresAt: undefined };
        desk.submit({ ...terms, ...more } as never, { code: 'insider', numbers: {} });
      },
    });
    const { leak } = await search(insider);
    expect(leak).toMatchObject({
      fields: ['resolution.payout'],
      departure: { field: '', was: 'Submitted', now: undefined },
    });
  });

  test('that takes what is missing for what came: only other values show it', async () => {
    const { leak } = await search(
      looking(({ tape }, now) => next(tape, now, KIND_RESOLVE, 'price') ?? 1_000_000),
    );
    expect(leak).toMatchObject({
      how: 'scrambled',
      fields: ['resolution.payout'],
      departure: { field: 'reason.numbers.seen', was: 1_000_000, now: 0 },
    });
  });

  test('where it needs the future to be there at all', async () => {
    const broken: Planted = (world) => ({
      onBook: (market, view, desk) => {
        const payout = next(world.tape, view.now, KIND_RESOLVE, 'price');
        if (payout === undefined) throw new Error('no outcome');
        desk.skip(market, { code: 'looked', numbers: {} });
      },
    });
    const { leak } = await search(broken);
    expect(leak).toMatchObject({
      fields: ['resolution.time'],
      departure: { field: 'kind', was: 'Skipped', now: 'StrategyHalted' },
    });
  });
});

describe('a look at facts that were not known yet is found', () => {
  const fact = (of: (market: Market) => unknown) =>
    looking(({ markets }) => {
      const [, later] = markets;
      return later === undefined ? undefined : hashOf(of(later));
    });
  const hashOf = (value: unknown) =>
    [...JSON.stringify(value)].reduce((sum, letter, i) => sum + letter.charCodeAt(0) * (i + 1), 0);

  test.each([
    ['labels', (market: Market) => market.labels],
    ['closesAt', (market: Market) => market.closesAt],
    ['fee', (market: Market) => market.fee],
    ['ticks', (market: Market) => market.ticks],
    ['rule', (market: Market) => market.rule],
    ['slug', (market: Market) => market.slug],
    ['takerDelayMs', (market: Market) => market.takerDelayMs],
  ] as const)('%s of a market that is not listed', async (name, of) => {
    const { leak } = await search(fact(of));
    expect(leak).toMatchObject({ kind: 'market', fields: [`market.${name}`], cut: at(2) });
  });

  test.each([
    ['outcome', 'Up'],
    ['finalPrice', 1],
    ['resolved', true],
  ])('%s, carried by a market that is', async (name, value) => {
    const [first, second] = MARKETS as [Market, Market];
    const told = [{ ...first, [name]: value } as Market, second];
    const peek: Planted = () => ({
      onBook: (market, view, desk) => {
        const facts = view.markets[market] as unknown as Record<string, unknown>;
        desk.skip(market, { code: 'looked', numbers: { is: facts[name] === value ? 1 : 0 } });
      },
    });
    const { leak } = await search(peek, told);
    expect(leak).toMatchObject({ kind: 'market', how: 'removed', fields: [`market.${name}`] });
    expect(leak!.departure).toMatchObject({ field: 'reason.numbers.is', was: 1, now: 0 });
  });

  test('tick sizes that came later', async () => {
    const [first, second] = MARKETS as [Market, Market];
    const ticks = [...first.ticks, { at: at(50), tick: 1_000 as TickSize }];
    const finest: Planted = () => ({
      onBook: (market, view, desk) => {
        const finest = view.markets[market]?.ticks.at(-1)?.tick ?? 0;
        desk.skip(market as MarketIndex, { code: 'looked', numbers: { finest } });
      },
    });
    const { leak } = await search(finest, [{ ...first, ticks }, second]);
    expect(leak).toMatchObject({ kind: 'market', how: 'removed', fields: ['market.ticks'] });
    expect(leak!.departure).toMatchObject({ was: 1_000, now: 10_000 });
  });
});

describe('what a run did not begin with', () => {
  test('state that outlives a run is told from a look ahead', async () => {
    let seen = 0;
    const { leak } = await search(looking(() => seen++));
    expect(leak).toMatchObject({ kind: 'state', how: 'nothing', fields: [] });
    expect(leak!.departure.field).toBe('reason.numbers.seen');
  });

  test('a model that was fitted on what came after', async () => {
    const fitted =
      (learnedUntil: Timestamp | undefined): Planted =>
      (world) => ({
        ...looking(() => 1)(world),
        learnedUntil,
      });
    const { leak, checked } = await search(fitted(at(30)));
    expect(checked).toBe(0);
    expect(leak).toMatchObject({
      kind: 'model',
      cut: at(2),
      fields: ['model.learnedUntil'],
      departure: { field: 'learnedUntil', was: at(2), now: at(30) },
    });
    expect((await search(fitted(at(1)))).leak).toBeUndefined();
  });
});
