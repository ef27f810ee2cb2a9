import type { ChangeSets } from '../domain/command.ts';
import type { OrderTerms, Reason } from '../domain/order.ts';
import { SCALE, type Timestamp } from '../domain/units.ts';
import { day, dollars, price, shares, timeOfDay } from '../report/format.ts';
import type { Decision, Seen, TimedAnswer, Wish } from '../runtime/replay/decision.ts';
import type { ReplayedRun } from '../runtime/replay/replay-run.ts';

type Names = Pick<ReplayedRun, 'markets' | 'strategies'>;

/** A decision as people read it: when and where, what and why, what was seen, what came of it. */
export function decisionInLines(decision: Decision, names: Names): readonly string[] {
  const { at, market, token, strategy, wish, reason, seen } = decision;
  const where = names.markets[market]?.slug ?? `market ${market}`;
  const label = token === undefined ? '' : ` ${labelOf(token, names)}`;
  const who = names.strategies[strategy] ?? `strategy ${strategy}`;
  const lines = [
    `${day(at)} ${timeOfDay(at)}  ${where}${label}  ${who}`,
    `    wish: ${wishInWords(wish)}, because ${reasonInWords(reason)}`,
  ];
  if (seen !== undefined) lines.push(`    seen: ${seenInWords(seen)}`);
  const fate = fateInWords(decision);
  if (fate !== undefined) lines.push(`    ${fate}`);
  return lines;
}

function labelOf(token: number, { markets }: Names): string {
  const outcome = token & 1;
  return (
    markets[token >> 1]?.labels[outcome] ?? (outcome === 0 ? 'first outcome' : 'second outcome')
  );
}

function wishInWords(wish: Wish): string {
  if (wish.kind === 'skip') return 'not to trade';
  if (wish.kind === 'cancel') return `to cancel order ${wish.order}`;
  if (wish.kind === 'sets') return setsInWords(wish.change);
  return `order ${wish.order}, ${termsInWords(wish.terms)}`;
}

export function termsInWords(terms: OrderTerms): string {
  const post = terms.postOnly ? ', post-only' : '';
  const until = terms.expiresAt === undefined ? '' : ` until ${timeOfDay(terms.expiresAt)}`;
  const what = `${terms.side} ${shares(terms.size)} at ${price(terms.price)}`;
  return `${what} ${terms.timeInForce}${until}${post}`;
}

/** A split or a merge as asked for. */
export function setsInWords({ id, direction, shares: size }: ChangeSets): string {
  return `${direction} ${id}, ${shares(size)} sets`;
}

export function reasonInWords({ code, numbers }: Reason): string {
  return `${code}${numbersInWords(numbers)}`;
}

/** The strategy's own numbers as it noted them, in brackets: their units are its matter. */
export function numbersInWords(numbers: Reason['numbers']): string {
  const told = Object.entries(numbers).map(([name, value]) => `${name} ${value}`);
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}

function seenInWords({ isTrusted, bid, ask, held, cash }: Seen): string {
  const book = `bid ${price(bid)}, ask ${price(ask)}${isTrusted ? '' : ' (not to be trusted)'}`;
  return `${book}; held ${shares(held)}; cash ${dollars(cash)}`;
}

function fateInWords({ at, wish, denied, answers }: Decision): string | undefined {
  if (wish.kind === 'skip') return undefined;
  if (denied !== undefined) return `risk: DENIED, ${denied.code}: ${denied.message}`;
  const risk = wish.kind === 'cancel' ? 'sent' : 'risk: approved';
  const told = answers
    .filter((answer, i) => !isFinalAtOnce(answer, answers[i - 1]))
    .map((answer) => `${answerInWords(answer)} ${after(at, answer.at)}`);
  return [risk, ...(told.length === 0 ? ['no answer came'] : told)].join('; ');
}

/** Most simulated fills are: nothing that had to be waited for. */
function isFinalAtOnce({ at, event }: TimedAnswer, before: TimedAnswer | undefined): boolean {
  return event.kind === 'FillSettled' && event.settlement === 'confirmed' && at === before?.at;
}

export function answerInWords({ event }: Pick<TimedAnswer, 'event'>): string {
  switch (event.kind) {
    case 'OrderAccepted':
      return 'accepted';
    case 'OrderRejected':
      return `REJECTED, ${event.code}: ${event.message}`;
    case 'OrderCanceled':
      return `canceled (${event.reason})`;
    case 'OrderExpired':
      return 'expired';
    case 'CancelRejected':
      return `cancel refused (${event.code})`;
    case 'OrderFilled': {
      const { size, price: at, liquidity, fee, evidence } = event.fill;
      const paid = fee === 0 ? '' : `, fee ${dollars(fee)}`;
      return `filled ${shares(size)} at ${price(at)} (${liquidity}, ${evidence}${paid})`;
    }
    case 'FillSettled':
      return `fill ${event.settlement}`;
    case 'SetsChanged':
      return `done (gas ${dollars(event.gas)})`;
    case 'SetsRefused':
      return `REFUSED, ${event.code}: ${event.message}`;
  }
}

function after(from: Timestamp, to: Timestamp): string {
  return `+${((to - from) / SCALE).toFixed(3)} s`;
}
