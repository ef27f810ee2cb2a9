// An engine with everything it needs: strategies written in the test, a scripted exchange, a gate
// that lets everything pass, and a journal that is a list.
import type { Approved, ChangeSets, SubmitOrder } from '../../src/domain/command.ts';
import type { ClientOrderId, TokenIndex } from '../../src/domain/ids.ts';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import type { Market } from '../../src/domain/market.ts';
import type { OrderTerms, Reason } from '../../src/domain/order.ts';
import type { Side } from '../../src/domain/side.ts';
import type { Price, Shares, Timestamp, Usd } from '../../src/domain/units.ts';
import { Engine } from '../../src/engine/engine.ts';
import { type FeedLatency, Loop } from '../../src/engine/loop.ts';
import type { Opening } from '../../src/engine/opening.ts';
import type { MakeStrategy } from '../../src/engine/seat.ts';
import type { RiskGate } from '../../src/ports/risk-gate.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { aMarket } from './a-market.ts';
import { type Answer, fillOf, type Request, ScriptedExchange } from './scripted-exchange.ts';
import { CENT, type Message, messagesToTape, SHARE } from './tape-builder.ts';

export const openGate: RiskGate = {
  check: (command) => command as Approved<SubmitOrder>,
  checkSets: (change) => change as Approved<ChangeSets>,
};

export const BECAUSE: Reason = { code: 'test', numbers: {} };

/** "buy 10 shares of token 0 at 50 cents", good till canceled. */
export function terms(
  side: Side,
  shares: number,
  cents: number,
  token = 0,
  changes: Partial<OrderTerms> = {},
): OrderTerms {
  return {
    token: token as TokenIndex,
    side,
    price: (cents * CENT) as Price,
    size: (shares * SHARE) as Shares,
    timeInForce: 'GTC',
    postOnly: false,
    expiresAt: undefined,
    ...changes,
  };
}

/** A market that is open from the start. */
export function openMarket(changes: Partial<Market> = {}): Market {
  return aMarket({ opensAt: undefined, closesAt: undefined, ...changes });
}

export type Stage = {
  readonly engine: Engine;
  readonly loop: Loop;
  readonly exchange: ScriptedExchange;
  readonly journal: JournalEntry[];
  /** Plays messages, then lets everything happen until the last row's time. */
  play(...messages: readonly Message[]): void;
  /** Lets everything happen until then. */
  until(at: number): void;
  /** Kinds of the journal's entries, answers by their own kind. */
  kinds(): string[];
};

export function stage(
  strategies: readonly (Strategy | MakeStrategy)[],
  setup: {
    readonly markets?: readonly Market[];
    /** All of the markets, where it is not said. */
    readonly knownAhead?: number;
    readonly feeds?: readonly string[];
    readonly dollars?: number;
    readonly gate?: RiskGate;
    readonly closeLead?: number;
    readonly opening?: Partial<Opening>;
    readonly unchosen?: readonly string[];
    readonly rewardSeed?: number | undefined;
    readonly latency?: FeedLatency;
    /** Strategies may throw: otherwise one that does fails the test. */
    readonly mayFail?: boolean;
  } = {},
): Stage {
  const exchange = new ScriptedExchange();
  const journal: JournalEntry[] = [];
  const markets = setup.markets ?? [openMarket(), openMarket({ slug: 'other' })];
  const engine = new Engine({
    universe: { markets, knownAhead: setup.knownAhead ?? markets.length },
    feeds: setup.feeds ?? ['chainlink/btcusd'],
    strategies: strategies.map((one) => (typeof one === 'function' ? one : () => one)),
    capital: Math.round((setup.dollars ?? 1000) * 1_000_000) as Usd,
    gate: setup.gate ?? openGate,
    closeLead: setup.closeLead ?? 0,
    execution: exchange,
    unchosen: setup.unchosen,
    rewardSeed: setup.rewardSeed,
    journal: {
      append(entry) {
        journal.push(entry);
        if (entry.kind === 'StrategyHalted' && setup.mayFail !== true)
          throw new Error(entry.message);
      },
    },
    opening: {
      positions: [],
      firstOrder: 1 as ClientOrderId,
      ...setup.opening,
    },
  });
  const loop = new Loop(engine, exchange, setup.latency);
  return {
    engine,
    loop,
    exchange,
    journal,
    play(...messages) {
      const tape = messagesToTape(...messages);
      loop.play(tape);
      loop.advance((tape.tsInit[tape.length - 1] ?? 0) as Timestamp);
    },
    until: (at) => loop.advance(at as Timestamp),
    kinds: () => journal.map((e) => ('event' in e ? e.event.kind : e.kind)),
  };
}

/**
 * Accepts every order and fills it whole, confirmed on chain, `delay` µs after it was sent; does
 * every split and merge by then.
 */
export function fillEverything(exchange: ScriptedExchange, delay = 0): void {
  let fills = 0;
  exchange.onRequest = (request) => {
    if (request.kind === 'sets') {
      const { id: change } = request.change;
      exchange.say(request.at + delay, { kind: 'SetsChanged', change, gas: exchange.setGas });
    }
    if (request.kind !== 'submit') return;
    const { order, at } = request;
    exchange.say(at + delay, { kind: 'OrderAccepted', order: order.id });
    const fill = fillOf(++fills, order);
    exchange.say(at + delay, { kind: 'OrderFilled', order: order.id, fill });
    exchange.say(at + delay, confirmed(order, fill.id));
  };
}

function confirmed(order: SubmitOrder, fillId: number): Answer {
  return { kind: 'FillSettled', order: order.id, fillId, settlement: 'confirmed' };
}

/** The orders that were sent, oldest first. */
export function sent(requests: readonly Request[]): SubmitOrder[] {
  return requests.flatMap((request) => (request.kind === 'submit' ? [request.order] : []));
}
