import {
  dayLossOf,
  drawdownOf,
  isStopped,
  type KillCause,
  type RiskLook,
  type RiskStanding,
} from '../domain/risk-standing.ts';
import { mulDiv, SCALE, type Timestamp, type Usd } from '../domain/units.ts';
import { beginOf, dayOf } from '../domain/utc-day.ts';
import type { DrawdownLimits, LossLimits } from './loss-limits.ts';
import { capOf } from './risk-limits.ts';

/**
 * Where an account stands after a look at it. What makes it worse counts by the prices that are
 * known, however old; better it gets only by a look that is sure.
 */
export function standingAfter(
  before: RiskStanding,
  look: RiskLook,
  limits: LossLimits,
): RiskStanding {
  const measured = measuredBy(before, look);
  if (isStopped(measured)) return afterStop(measured, look, limits);
  return going(measured, look, limits);
}

/**
 * The same standing with what was measured: of its day, and against the highest. Before every price
 * that comes has come nobody knows what the account is worth, and so what it has lost. What closed
 * without one gets none until it is decided: it begins with what it cost, and stays at that.
 */
function measuredBy(before: RiskStanding, look: RiskLook): RiskStanding {
  const { now, equity, isSure, awaitsPrice } = look;
  const day = dayOf(now);
  const isNewDay = day !== before.day;
  const { highWater = awaitsPrice ? undefined : equity } = before;
  const known = highWater === undefined ? undefined : equity;
  return {
    ...before,
    equity: known,
    highWater: isSure && equity > (highWater ?? equity) ? equity : highWater,
    day,
    // What was lost since the last look of yesterday is lost today.
    dayEquity: (isNewDay ? before.equity : before.dayEquity) ?? known,
    recoveries: isNewDay ? 0 : before.recoveries,
  };
}

function going(standing: RiskStanding, look: RiskLook, limits: LossLimits): RiskStanding {
  const { drawdown } = limits;
  const lost = drawdownOf(standing);
  if (drawdown !== 'unlimited' && lost >= drawdown.kill) {
    return killed(standing, 'drawdown', look, limits);
  }
  if (dayLossOf(standing) >= capOf<Usd>(limits.maxDayLoss)) {
    return killed(standing, 'day_loss', look, limits);
  }
  const mode = reducing(standing, lost, look, drawdown) ? 'reduce' : 'normal';
  return mode === standing.mode ? standing : { ...standing, mode };
}

function killed(
  standing: RiskStanding,
  cause: KillCause,
  { now: killedAt }: RiskLook,
  limits: LossLimits,
): RiskStanding {
  return withUntil({ ...standing, mode: 'killed', cause, killedAt }, limits);
}

function reducing(
  { mode }: RiskStanding,
  lost: number,
  { isSure }: RiskLook,
  drawdown: DrawdownLimits | 'unlimited',
): boolean {
  if (drawdown === 'unlimited') return false;
  if (lost >= drawdown.reduce) return true;
  return mode === 'reduce' && (!isSure || lost >= drawdown.reduceEnd);
}

function afterStop(standing: RiskStanding, look: RiskLook, limits: LossLimits): RiskStanding {
  if (standing.mode === 'killed') {
    return look.openOrders > 0 ? standing : withUntil({ ...standing, mode: 'cooling' }, limits);
  }
  const waiting = withUntil(standing, limits);
  if (!look.isSure || look.now < (waiting.until ?? look.now)) return waiting;
  const highWater = highestToGoOn(standing, look, limits);
  if (highWater === undefined) return waiting;
  const recoveries = standing.recoveries + (standing.cause === 'drawdown' ? 1 : 0);
  const over = { cause: undefined, killedAt: undefined, until: undefined, recoveries, highWater };
  // As it stands now it may be reduced, or killed anew.
  return going({ ...standing, ...over, mode: 'reduce' }, look, limits);
}

/** The highest equity from which it goes on when it has cooled down; undefined: it does not. */
function highestToGoOn(
  standing: RiskStanding,
  { equity, atBest }: RiskLook,
  { drawdown }: LossLimits,
): Usd | undefined {
  const { cause, highWater = equity } = standing;
  if (cause === 'day_loss' || drawdown === 'unlimited') return highWater;
  const { resume } = drawdown;
  if (drawdownOf(standing) < resume) return highWater;
  // What is held may bring it back.
  if (atBest === undefined || drawdownOf({ ...standing, equity: atBest }) < resume)
    return undefined;
  // It is lost for good: counted as if so much of it had come back that it may just go on.
  if (equity <= 0 || resume === 0) return undefined;
  return (mulDiv(equity, SCALE, SCALE - resume, 'up') - 1) as Usd;
}

/** Not before that it goes on: the next day, or when it has cooled down, if it may once more. */
function withUntil(standing: RiskStanding, { drawdown }: LossLimits): RiskStanding {
  const { cause, killedAt, day, recoveries } = standing;
  if (killedAt === undefined) return standing;
  if (cause === 'day_loss') return { ...standing, until: beginOf(dayOf(killedAt) + 1) };
  if (drawdown === 'unlimited') return { ...standing, until: killedAt };
  const cooled = (killedAt + drawdown.coolDown) as Timestamp;
  const isUsedUp = recoveries >= drawdown.maxRecoveries;
  const until = isUsedUp ? (Math.max(cooled, beginOf(day + 1)) as Timestamp) : cooled;
  return { ...standing, until };
}
