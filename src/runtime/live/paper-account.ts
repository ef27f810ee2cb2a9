import { z } from 'zod';
import {
  type ClientOrderId,
  marketOf,
  outcomeOf,
  type StrategyIndex,
  type TokenId,
} from '../../domain/ids.ts';
import type { RiskStanding } from '../../domain/risk-standing.ts';
import { NEVER, type Shares, type Timestamp, type Usd } from '../../domain/units.ts';
import type { Opening, OpeningPosition } from '../../engine/opening.ts';
import { type SavedTally, talliesOf } from '../../engine/tally.ts';
import { upDownWindow } from '../../polymarket/wire/updown-slug.ts';
import type { Execution } from '../../ports/execution.ts';
import type { Session } from '../session.ts';
import { RISK_FIELDS } from './kept-standing.ts';

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
  /** What counts against limits of an hour and of a day, also of strategies that are not in it. */
  readonly tallies: readonly NamedTally[];
  /** Where it stands against its limits of loss; undefined: it has never been looked at. */
  readonly risk?: RiskStanding | undefined;
};

/** A strategy's tally under its name: an account may be traded by others in between. */
export type NamedTally = SavedTally & { readonly strategy: string };

const count = z.number().int().nonnegative();

/** The account's part of a file. */
export const ACCOUNT_FIELDS = {
  cash: z.number().int(),
  nextOrder: count.min(1),
  // Accounts of before there were halts have none.
  haltedFeeds: z.array(z.string()).default([]),
  // Accounts of before they were kept here have none.
  tallies: z
    .array(
      z.object({
        strategy: z.string(),
        buys: z.array(count),
        day: count,
        made: z.number().int(),
        worth: z.number().int(),
      }),
    )
    .default([]),
  // Accounts of before there were limits of loss have none.
  risk: RISK_FIELDS.optional(),
  positions: z.array(
    z.object({
      token: z.string(),
      market: z.string(),
      strategy: count,
      shares: count,
      cost: z.number().int(),
      // Accounts of before they were kept do not say.
      facts: z.object({ asset: z.string().nullish(), group: z.string().nullish() }).optional(),
    }),
  ),
};

type WrittenAccount = z.infer<z.ZodObject<typeof ACCOUNT_FIELDS>>;

/** As it was written. */
export function accountOfFields({
  cash,
  nextOrder,
  haltedFeeds,
  tallies,
  risk,
  positions,
}: WrittenAccount): PaperAccount {
  return {
    cash: cash as Usd,
    nextOrder: nextOrder as ClientOrderId,
    haltedFeeds,
    risk: risk as RiskStanding | undefined,
    tallies: tallies.map(({ strategy, buys, day, made, worth }) => ({
      strategy,
      buys: buys as Timestamp[],
      day,
      made: made as Usd,
      worth: worth as Usd,
    })),
    positions: positions.map(({ token, market, strategy, shares, cost, facts }) => ({
      token: token as TokenId,
      market,
      strategy: strategy as StrategyIndex,
      shares: shares as Shares,
      cost: cost as Usd,
      facts,
    })),
  };
}

export function newAccount(cash: Usd): PaperAccount {
  return { cash, positions: [], nextOrder: 1 as ClientOrderId, haltedFeeds: [], tallies: [] };
}

/** What a person has looked at is traded again: the account keeps no halt of it, and no kill. */
export function resumed(
  account: PaperAccount,
  feeds: readonly string[] = [],
  afterKill = false,
): PaperAccount {
  const haltedFeeds = account.haltedFeeds.filter((feed) => !feeds.includes(feed));
  return { ...account, haltedFeeds, risk: afterKill ? undefined : account.risk };
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
  {
    engine: { state, nextOrder, opening },
    strategies,
  }: Pick<Session<Execution>, 'engine' | 'strategies'>,
  before: PaperAccount,
): PaperAccount {
  const positions = [...unheardOf(opening.unlisted, before)];
  for (const [strategy, sleeve] of state.sleeves.entries()) {
    for (const [index, { traded: shares, cost }] of sleeve.positions()) {
      const market = state.markets[marketOf(index)];
      const token = market?.tokens[outcomeOf(index)];
      if (shares === 0 || market === undefined || token === undefined) continue;
      const own = { token, shares, cost, strategy: strategy as StrategyIndex };
      const facts = { asset: market.asset ?? null, group: market.group ?? null };
      positions.push({ ...own, market: market.slug, facts });
    }
  }
  const haltedFeeds = [...state.haltedFeeds].sort();
  const tallies = before.tallies.filter(({ strategy }) => !strategies.includes(strategy));
  for (const { strategy, ...tally } of talliesOf(state)) {
    tallies.push({ strategy: strategies[strategy] as string, ...tally });
  }
  const { standing: risk } = state.risk;
  return { cash: state.account.cash, positions, nextOrder, haltedFeeds, tallies, risk };
}

/** What an account leaves to a run of these strategies that begins now. */
export function openingOf(
  account: PaperAccount,
  strategies: readonly string[],
  now: Timestamp,
): Opening {
  const { nextOrder: firstOrder, haltedFeeds, risk } = account;
  const tallies = account.tallies.flatMap(({ strategy, ...tally }) => {
    const place = strategies.indexOf(strategy);
    return place < 0 ? [] : [{ strategy: place as StrategyIndex, ...tally }];
  });
  const positions = account.positions.map((position) => {
    const { closesAt = NEVER } = upDownWindow(position.market, now) ?? {};
    return closesAt <= now ? { ...position, isOver: true } : position;
  });
  return { positions, firstOrder, haltedFeeds, tallies, risk };
}

/** What is held of markets that a run has not heard of yet. */
export function unheardOf(
  unlisted: readonly OpeningPosition[],
  before: PaperAccount,
): readonly HeldPosition[] {
  const waiting = new Set(unlisted.map(({ token }) => token));
  return before.positions.filter(({ token }) => waiting.has(token));
}
