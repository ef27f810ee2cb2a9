import { z } from 'zod';
import {
  type ClientOrderId,
  marketOf,
  outcomeOf,
  type StrategyIndex,
  type TokenId,
} from '../../domain/ids.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import type { Engine } from '../../engine/engine.ts';
import type { OpeningPosition } from '../../engine/opening.ts';

/** What is held, and in which market: a later run has to hear of it. */
export type HeldPosition = OpeningPosition & { readonly market: string };

/** What a run on paper leaves to the next one. */
export type PaperAccount = {
  readonly cash: Usd;
  readonly positions: readonly HeldPosition[];
  /** Ids below were given to orders of earlier runs. */
  readonly nextOrder: ClientOrderId;
  /** Feeds that its runs have halted, and that nobody has resumed. */
  readonly haltedFeeds: readonly string[];
};

const count = z.number().int().nonnegative();

/** The account's part of a file. */
export const ACCOUNT_FIELDS = {
  cash: z.number().int(),
  nextOrder: count.min(1),
  // Accounts of before there were halts have none.
  haltedFeeds: z.array(z.string()).default([]),
  positions: z.array(
    z.object({
      token: z.string(),
      market: z.string(),
      strategy: count,
      shares: count,
      cost: z.number().int(),
    }),
  ),
};

type WrittenAccount = z.infer<z.ZodObject<typeof ACCOUNT_FIELDS>>;

/** As it was written. */
export function accountOfFields({
  cash,
  nextOrder,
  haltedFeeds,
  positions,
}: WrittenAccount): PaperAccount {
  return {
    cash: cash as Usd,
    nextOrder: nextOrder as ClientOrderId,
    haltedFeeds,
    positions: positions.map(({ token, market, strategy, shares, cost }) => ({
      token: token as TokenId,
      market,
      strategy: strategy as StrategyIndex,
      shares: shares as Shares,
      cost: cost as Usd,
    })),
  };
}

export function newAccount(cash: Usd): PaperAccount {
  return { cash, positions: [], nextOrder: 1 as ClientOrderId, haltedFeeds: [] };
}

/** What a person has looked at is traded again: the account keeps no halt of it. */
export function resumed(account: PaperAccount, feeds: readonly string[] = []): PaperAccount {
  const haltedFeeds = account.haltedFeeds.filter((feed) => !feeds.includes(feed));
  return { ...account, haltedFeeds };
}

/** Shares count as what they cost, so that the profit of a run is its own. */
export function worthAtCost({ cash, positions }: PaperAccount): Usd {
  return positions.reduce((sum: number, { cost }) => sum + cost, cash) as Usd;
}

/**
 * The account as it stands now, in a run that began with `before`; what it holds of markets that
 * the run has not heard of is in it. Markets without token ids cannot be named and are left out:
 * recordings made here always have them.
 */
export function accountNow(
  { state, nextOrder, opening }: Engine,
  before: PaperAccount,
): PaperAccount {
  const positions = [...unheardOf(opening.unlisted, before)];
  for (const [strategy, sleeve] of state.sleeves.entries()) {
    for (const [index, { traded: shares, cost }] of sleeve.positions()) {
      const market = state.markets[marketOf(index)];
      const token = market?.tokens[outcomeOf(index)];
      if (shares === 0 || market === undefined || token === undefined) continue;
      const own = { token, shares, cost, strategy: strategy as StrategyIndex };
      positions.push({ ...own, market: market.slug });
    }
  }
  const haltedFeeds = [...state.haltedFeeds].sort();
  return { cash: state.account.cash, positions, nextOrder, haltedFeeds };
}

/** What is held of markets that a run has not heard of yet. */
export function unheardOf(
  unlisted: readonly OpeningPosition[],
  before: PaperAccount,
): readonly HeldPosition[] {
  const waiting = new Set(unlisted.map(({ token }) => token));
  return before.positions.filter(({ token }) => waiting.has(token));
}
