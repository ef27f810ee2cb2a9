import type { Account } from '../domain/account.ts';
import type { ChangeSets } from '../domain/command.ts';
import { complementOf, tokenIndex } from '../domain/ids.ts';
import { breakInWords } from '../domain/market-break.ts';
import { type Refusal, refuse } from '../domain/result.ts';
import { isStopped } from '../domain/risk-standing.ts';
import { formatDecimal, MICROS_PER_SECOND, SCALE } from '../domain/units.ts';
import { utcTime } from '../domain/utc-time.ts';
import type { View } from '../ports/view.ts';
import { knowsEquity } from './known-equity.ts';
import { partOf, sizedInWords } from './reduced.ts';
import { capOf, type RiskLimits } from './risk-limits.ts';
import { lossInWords } from './stopped.ts';

/** One limit of splits and merges: undefined lets it pass. */
export type SetCheck = (change: ChangeSets, view: View, account: Account) => Refusal | undefined;

/**
 * What a split or a merge must pass. A merge makes dollars of what is held: only what it needs is
 * asked. A split puts nothing at risk, for a set pays its dollar whatever happens: exposure is
 * asked of the sale that leaves one side alone.
 */
export function setChecks(limits: RiskLimits): readonly SetCheck[] {
  const isKnown = knowsEquity(limits);
  const ofSplits: SetCheck[] = [
    checkOpen,
    checkRunning,
    (_change, { risk }) => isKnown(risk),
    checkNotPaused,
    limitLead(limits),
    limitSize(limits),
    limitHeld(limits),
    limitSizedDown(limits),
    checkCash,
  ];
  return [
    checkShares,
    checkNotPaid,
    ...ofSplits.map(
      (check): SetCheck =>
        (change, view, account) =>
          change.direction === 'split' ? check(change, view, account) : undefined,
    ),
    checkBothSides,
  ];
}

/** The chain counts in millionths: any whole number of them. */
const checkShares: SetCheck = ({ shares }) =>
  Number.isSafeInteger(shares) && shares > 0
    ? undefined
    : refuse('size_not_positive', `${shares} is no whole number of millionths above 0`);

const checkNotPaid: SetCheck = ({ market }, view) =>
  view.payout(market) === undefined
    ? undefined
    : refuse('market_resolved', `${nameOf(market, view)} has paid out: its shares are cash`);

const checkOpen: SetCheck = ({ market }, view) =>
  view.isOpen(market) ? undefined : refuse('market_closed', `${nameOf(market, view)} is not open`);

/** After a kill no sets are made, to be sold by halves; what is held may be merged. */
const checkRunning: SetCheck = (_change, { risk, now }) =>
  isStopped(risk) ? refuse('killed', lossInWords(risk, now)) : undefined;

/** Nothing is opened where too much went wrong in a row; a set is there to be sold by halves. */
const checkNotPaused: SetCheck = ({ market }, view) => {
  const found = view.breakIn(market);
  if (found === undefined) return undefined;
  const what = `${breakInWords(found)} in ${nameOf(market, view)}`;
  return refuse(found.code, `${what}: nothing is split there until ${utcTime(found.until)}`);
};

function limitLead({ closeLead }: RiskLimits): SetCheck {
  return ({ market }, view) => {
    const closesAt = view.markets[market]?.closesAt;
    if (closesAt === undefined || view.now < closesAt - closeLead) return undefined;
    const left = (closesAt - view.now) / MICROS_PER_SECOND;
    const lead = closeLead / MICROS_PER_SECOND;
    return refuse(
      'market_ends',
      `${nameOf(market, view)} ends in ${left} s, closeLead is ${lead} s`,
    );
  };
}

function limitSize({ maxOrderSize }: RiskLimits): SetCheck {
  const most = capOf(maxOrderSize);
  return ({ shares }) =>
    shares <= most
      ? undefined
      : refuse(
          'order_too_large',
          `size ${formatDecimal(shares)} is above maxOrderSize ${formatDecimal(most)}`,
        );
}

/** Of each outcome, with what open buys and earlier splits may bring. */
function limitHeld({ maxPosition }: RiskLimits): SetCheck {
  const most = capOf(maxPosition);
  return ({ market, shares }, view) => {
    for (const token of [tokenIndex(market, 0), tokenIndex(market, 1)]) {
      let wanted = view.position(token) + shares + view.splitting(market);
      for (const order of view.openOrders(market)) {
        if (order.token === token && order.side === 'buy') wanted += order.size - order.filled;
      }
      if (wanted <= most) continue;
      return refuse(
        'position_too_large',
        `the position could reach ${formatDecimal(wanted)} shares, ` +
          `maxPosition is ${formatDecimal(most)}`,
      );
    }
    return undefined;
  };
}

/** A set is there to be sold by halves: of sets, too, only a part may be made. */
function limitSizedDown(limits: RiskLimits): SetCheck {
  return (change, view, account) => {
    if (view.part === SCALE) return undefined;
    const part = partOf(limits, view.part);
    const refusal =
      limitSize(part)(change, view, account) ?? limitHeld(part)(change, view, account);
    return refusal && refuse('sized_down', `${sizedInWords(view)}: ${refusal.message}`);
  };
}

const checkCash: SetCheck = ({ shares }, view, account) => {
  const needed = shares + view.setGas;
  if (needed <= account.available) return undefined;
  return refuse(
    'not_enough_cash',
    `needs ${formatDecimal(needed)} dollars with its gas, ` +
      `${formatDecimal(account.available)} are free`,
  );
};

const checkBothSides: SetCheck = ({ market, direction, shares }, view, account) => {
  if (direction === 'split') return undefined;
  const first = tokenIndex(market, 0);
  const second = complementOf(first);
  const free = [first, second].map((token) =>
    Math.min(view.sellable(token), account.sellable(token)),
  );
  if (shares > Math.min(...free)) {
    const [ofFirst = 0, ofSecond = 0] = free;
    return refuse(
      'not_enough_shares',
      `merges ${formatDecimal(shares)} sets, ${formatDecimal(ofFirst)} settled shares of the ` +
        `first outcome are free and ${formatDecimal(ofSecond)} of the second`,
    );
  }
  if (shares > view.setGas) return undefined;
  return refuse(
    'less_than_gas',
    `brings ${formatDecimal(shares)} dollars, its gas costs ${formatDecimal(view.setGas)}`,
  );
};

function nameOf(market: number, view: View): string {
  return view.markets[market]?.slug ?? `market ${market}`;
}
