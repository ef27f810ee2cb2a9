import {
  type ClientOrderId,
  type MarketIndex,
  type Outcome,
  type StrategyIndex,
  type TokenId,
  type TokenIndex,
  tokenIndex,
} from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { Market } from '../domain/market.ts';
import type { RiskStanding } from '../domain/risk-standing.ts';
import type { Shares, Usd } from '../domain/units.ts';
import type { HeldFacts } from '../domain/unlisted-holds.ts';
import type { EngineState } from './state.ts';
import type { OpeningTally } from './tally.ts';

/** Settled shares that a strategy holds from an earlier run. */
export type OpeningPosition = {
  readonly token: TokenId;
  readonly strategy: StrategyIndex;
  readonly shares: Shares;
  /** What they cost, fees included. */
  readonly cost: Usd;
  /** Of its market, until that is listed; undefined: nothing is known of it. */
  readonly facts?: HeldFacts | undefined;
  /** Its market had closed when the run began: no price of it will come. */
  readonly isOver?: boolean | undefined;
};

/** What a run goes on from; its dollars are the engine's capital. */
export type Opening = {
  readonly positions: readonly OpeningPosition[];
  /** Ids below were given to orders of earlier runs. */
  readonly firstOrder: ClientOrderId;
  /** Feeds whose markets were halted and not resumed: see {@link EngineState.haltedFeeds}. */
  readonly haltedFeeds?: readonly string[];
  /** What counts against the limits of an hour and of a day, of each strategy that traded. */
  readonly tallies?: readonly OpeningTally[];
  /** Where the account stands against its limits of loss; undefined: nothing is known yet. */
  readonly risk?: RiskStanding | undefined;
};

/**
 * Positions are named by token, since a market's index is of one run: each is there from the moment
 * in which its market is listed, before any strategy is told of it. What they cost is out, and
 * exposed, from the start.
 */
export class OpeningPositions {
  readonly #waiting = new Map<TokenId, OpeningPosition[]>();
  readonly #books: Books;

  constructor(positions: readonly OpeningPosition[], books: Books) {
    this.#books = books;
    for (const position of positions) {
      this.#holdUnlisted(position, 1);
      const others = this.#waiting.get(position.token) ?? [];
      const isTwice = others.some(({ strategy }) => strategy === position.strategy);
      invariant(!isTwice, `strategy ${position.strategy} holds ${position.token} twice`);
      this.#waiting.set(position.token, [...others, position]);
    }
  }

  /** Those whose market was not listed yet: nobody in this run can see them. */
  get unlisted(): readonly OpeningPosition[] {
    return [...this.#waiting.values()].flat();
  }

  /** What those cost, and whether a price of any may come. */
  get unlistedWorth(): UnlistedWorth {
    let cost = 0;
    let awaited = 0;
    for (const held of this.#waiting.values()) {
      for (const each of held) {
        cost += each.cost;
        if (each.isOver !== true) awaited += each.cost;
      }
    }
    return { cost: cost as Usd, awaitsPrice: awaited !== 0 };
  }

  /** A market is listed: what is held in it is there now. Returns that, by the run's own names. */
  listed(index: MarketIndex, { tokens }: Market): OpenedPosition[] {
    const { account, sleeve } = this.#books;
    const opened: OpenedPosition[] = [];
    for (const [outcome, token] of tokens.entries()) {
      const held = token === undefined ? undefined : this.#waiting.get(token);
      if (token === undefined || held === undefined) continue;
      this.#waiting.delete(token);
      for (const position of held) this.#holdUnlisted(position, -1);
      const at = tokenIndex(index, outcome as Outcome);
      const shares = held.reduce((sum, each) => sum + each.shares, 0) as Shares;
      const cost = held.reduce((sum, each) => sum + each.cost, 0) as Usd;
      account.open(at, shares, cost);
      for (const { strategy, shares: own, cost: paid } of held) {
        sleeve(strategy).open(at, own, paid);
        opened.push({ strategy, token: at, shares: own, cost: paid });
      }
    }
    return opened;
  }

  /** What nobody can see yet is out all the same: no limit may take it for free. */
  #holdUnlisted({ strategy, cost, facts }: OpeningPosition, times: 1 | -1): void {
    const { account, sleeve } = this.#books;
    const change = (times * cost) as Usd;
    account.holdUnlisted(change, facts);
    sleeve(strategy).holdUnlisted(change);
  }
}

export type UnlistedWorth = { readonly cost: Usd; readonly awaitsPrice: boolean };

export type OpenedPosition = Omit<OpeningPosition, 'token' | 'facts' | 'isOver'> & {
  readonly token: TokenIndex;
};

type Books = {
  readonly account: EngineState['account'];
  readonly sleeve: EngineState['sleeve'];
};
