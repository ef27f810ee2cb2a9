import {
  dayLossOf,
  drawdownOf,
  isStopped,
  type KillCause,
  type RiskLook,
  type RiskStanding,
} from '../domain/risk-standing.ts';
import type { Timestamp, Usd } from '../domain/units.ts';
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

/** The same standing with what was measured: of its day, and against the highest. */
function measuredBy(before: RiskStanding, { now, equity, isSure }: RiskLook): RiskStanding {
  const day = dayOf(now);
  const isNewDay = day !== before.day;
  const { highWater = equity } = before;
  return {
    ...before,
    equity,
    highWater: isSure && equity > highWater ? equity : highWater,
    day,
    // What was lost since the last look of yesterday is lost today.
    dayEquity: (isNewDay ? before.equity : before.dayEquity) ?? equity,
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
  const isOver = standing.cause === 'day_loss' || drawdownOf(standing) < resumeOf(limits);
  if (!isOver) return waiting;
  const recoveries = standing.recoveries + (standing.cause === 'drawdown' ? 1 : 0);
  const over = { cause: undefined, killedAt: undefined, until: undefined, recoveries };
  // As it stands now it may be reduced, or killed anew.
  return going({ ...standing, ...over, mode: 'reduce' }, look, limits);
}

function resumeOf({ drawdown }: LossLimits): number {
  return drawdown === 'unlimited' ? Number.POSITIVE_INFINITY : drawdown.resume;
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
