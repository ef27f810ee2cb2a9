import type { Market, ResolutionRule, Sourced } from '../../domain/market.ts';
import { type MarketFacts, UNTOLD, withCalendar } from '../../domain/market-facts.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { RewardProgramme } from '../../domain/reward-programme.ts';
import type { TickSize } from '../../domain/tick.ts';
import { NO_USD, type Price } from '../../domain/units.ts';
import { upDownRule } from '../../domain/up-down-rule.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';
import type { GammaEvent } from '../wire/gamma/event.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import type { Payout } from '../wire/gamma/payout.ts';
import { upDownWindow } from '../wire/updown-slug.ts';
import { categoryOf } from './category.ts';
import { ruleFits } from './rule-evidence.ts';

const GAMMA = 'Gamma';

/** A market as Gamma lists it, in our words. */
export type ListedMarket = {
  readonly facts: MarketFacts;
  /** As of the listing: it changes while a market trades. */
  readonly tick: TickSize | undefined;
  readonly negativeRisk: boolean | undefined;
  /** Of crypto up/down markets. */
  readonly window: UpDownWindow | undefined;
  /** What a share of the first outcome of `facts` pays; undefined until that is final. */
  readonly payout: Payout | undefined;
};

/**
 * What Gamma tells of a market, `group` being the event around it where that was read, `expected`
 * the window that it was looked up for (otherwise its name tells). Outcomes called Up and Down are
 * put in that order whatever the venue's is; all others keep theirs. Refuses what has no name or
 * not two outcomes, and an up/down market that is not of its window.
 */
export function listedMarket(
  market: GammaMarket,
  group?: GammaEvent,
  expected?: UpDownWindow,
): Result<ListedMarket> {
  const { slug, outcomes } = market;
  if (slug === undefined) return refuse('no_slug', `Gamma's market ${market.id} has no slug`);
  const [one, other] = outcomes;
  if (one === undefined || other === undefined || outcomes.length !== 2) {
    return refuse('not_binary', `${slug} has ${outcomes.length} outcomes, not two`);
  }
  const window = expected ?? upDownWindow(slug, market.opensAt ?? market.endsAt);
  const upDown = [one, other].some(({ label }) => label === 'Up');
  if (window !== undefined && !upDown) {
    const labels = `${one.label} and ${other.label}`;
    return refuse('window_differs', `${slug}: its outcomes are ${labels}, not Up and Down`);
  }
  if (window !== undefined && !agrees(window, market)) {
    return refuse('window_differs', `${slug}: its times are not those of its name`);
  }
  const isSwapped = one.label === 'Down' && other.label === 'Up';
  const [first, second] = isSwapped ? [other, one] : [one, other];
  const facts = withDelay({
    ...UNTOLD,
    slug,
    conditionId: market.conditionId,
    tokens: [first.token, second.token],
    labels: [first.label, second.label],
    question: market.question,
    category: window === undefined ? categoryOf(market, group) : 'crypto',
    asset: window?.asset,
    opensAt: market.opensAt ?? window?.opensAt,
    closesAt: market.endsAt ?? window?.closesAt,
    minimumSize: sourced(market.minimumSize, 'orderMinSize'),
    fee: sourced(market.fee, 'feeSchedule'),
    rule: window === undefined ? oracleRule(upDown) : windowRule(window, market),
    takerDelayMs: sourced(delayMs(market), 'secondsDelay'),
    rewards: sourced(programmeOf(market), 'clobRewards'),
    createdAt: market.createdAt,
    ...groupOf(market, group),
    source: GAMMA,
  });
  const { tick, negativeRisk, payout } = market;
  return ok({ facts, tick, negativeRisk, window, payout: inOrder(payout, isSwapped) });
}

/**
 * The happening that it shares with other markets. An event of one market, as of a window, is none;
 * how many an event has is only known where it was read.
 */
function groupOf(
  { negativeRisk, negativeRiskMarket }: GammaMarket,
  event: GammaEvent | undefined,
): Pick<MarketFacts, 'group'> {
  if (negativeRisk === true && negativeRiskMarket !== undefined) {
    return { group: negativeRiskMarket };
  }
  return event === undefined || event.markets.length < 2 ? {} : { group: event.id };
}

function agrees(window: UpDownWindow, { opensAt, endsAt }: GammaMarket): boolean {
  return (
    (opensAt === undefined || opensAt === window.opensAt) &&
    (endsAt === undefined || endsAt === window.closesAt)
  );
}

function sourced<T>(value: T | undefined, field: string): Sourced<T> | undefined {
  return value === undefined ? undefined : { value, source: `${GAMMA} ${field}` };
}

/** A rate alone, or a band alone, tells nothing that we could count. No band: nothing is paid. */
function programmeOf({ rewards }: GammaMarket): RewardProgramme | undefined {
  const { perDay, minimumSize, mostSpread } = rewards;
  if (minimumSize === undefined || mostSpread === undefined) return undefined;
  const rate = mostSpread === 0 ? NO_USD : perDay;
  if (rate === undefined) return undefined;
  return { perDay: rate, minimumSize, mostSpread: priceOfCents(mostSpread) };
}

/** Cents at 1e-6 as a price; no finer than prices are. */
export function priceOfCents(cents: number): Price {
  return Math.floor(cents / 100) as Price;
}

function delayMs({ delaySeconds }: GammaMarket): number | undefined {
  return delaySeconds === undefined ? undefined : delaySeconds * 1_000;
}

/**
 * Delays and sizes that the row does not tell come from the calendar. The fee never does: where
 * Gamma sends a schedule that we cannot charge, it would be filled in with a guess.
 */
function withDelay(facts: MarketFacts): MarketFacts {
  return { ...withCalendar(facts), fee: facts.fee };
}

function windowRule(
  { asset, frame, opensAt, closesAt }: UpDownWindow,
  market: GammaMarket,
): Sourced<ResolutionRule> | undefined {
  const rule = upDownRule(asset, frame, opensAt, closesAt);
  return ruleFits(rule.value, market) ? rule : undefined;
}

/** Up and down of something that we have no rule for (shares, currencies) stays unknown. */
function oracleRule(upDown: boolean): Market['rule'] {
  if (upDown) return undefined;
  return { value: { kind: 'oracle' }, source: 'no up/down market: the venue’s oracle decides' };
}

function inOrder(payout: Payout | undefined, isSwapped: boolean): Payout | undefined {
  return payout === undefined || !isSwapped ? payout : ((1_000_000 - payout) as Payout);
}
