import type { ExchangeEvent } from '../domain/event.ts';
import { type MarketIndex, marketOf } from '../domain/ids.ts';
import type { MarketBreak } from '../domain/market-break.ts';
import { isImmediate, type Order, type Reason } from '../domain/order.ts';
import { dayLossOf, drawdownOf, isStopped, type RiskMode } from '../domain/risk-standing.ts';
import { NEVER, SCALE, type Timestamp, type Usd } from '../domain/units.ts';
import type { RiskRules } from '../ports/risk-rules.ts';
import type { DecisionLog } from './decision-log.ts';
import { equityOf } from './equity.ts';
import { FillJudge } from './fill-judge.ts';
import type { UnlistedWorth } from './opening.ts';
import { type EngineState, PHASE_TRADING } from './state.ts';
import { DESK, RISK, type Timers } from './timers.ts';
import type { WishCarrier } from './wish-carrier.ts';

/** So often the account is looked at while something of it is at stake, µs. */
const LOOK = SCALE;
/**
 * What an earlier run left was worth what it was worth, and counts with its cost until its books
 * are heard: so long after the start nobody is stopped for that difference, µs.
 */
const SETTLES_IN = 60 * SCALE;
/** So often what a kill has left is canceled again: the venue may refuse a cancel for a while. */
const AGAIN = SCALE / 2;

type Parts = {
  readonly state: EngineState;
  readonly log: DecisionLog;
  readonly timers: Timers;
  readonly carrier: WishCarrier;
  readonly rules: RiskRules;
  /** What is held of markets that nobody has told of yet, at cost. */
  readonly unlisted: () => UnlistedWorth;
};

/**
 * Looks at what the account is worth, when money has moved and each second while something is at
 * stake, and does what the rules of risk say: never for an event of the market.
 */
export class RiskWatch {
  readonly #parts: Parts;
  readonly #judge: FillJudge | undefined;
  #looksAt: Timestamp = NEVER;
  #began: Timestamp | undefined;
  #judgesAt: Timestamp = NEVER;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { judgeAfter } = parts.rules;
    if (judgeAfter !== undefined) this.#judge = new FillJudge(parts.state, judgeAfter);
  }

  /** An answer that is booked, about an order of ours. */
  answered(event: ExchangeEvent, order: Order): void {
    const { state, rules, carrier } = this.#parts;
    if (carrier.hasEnded) return;
    const market = marketOf(order.token);
    if (event.kind === 'OrderFilled') {
      this.#judge?.filled(event.fill);
      this.#planJudging();
    }
    const begun = rules.answered(state.risk.streaksIn(market), event, state.now);
    if (begun !== undefined) this.#pause(market, begun);
    if (movesMoney(event) || this.#isTakenOut(event)) this.look();
    else this.#plan();
  }

  /** What an earlier run left is there from now on. */
  opened(): void {
    this.look();
  }

  /** A market has paid out: what went wrong there is over, and what it was worth. */
  resolved(market: MarketIndex): void {
    const { risk } = this.#parts.state;
    risk.marks.delete(market);
    risk.breaks.delete(market);
    risk.streaks.delete(market);
    this.look();
  }

  /** A timer of the desk; returns false for those that are none of its own. */
  rings(timer: MarketIndex): boolean {
    if (timer !== RISK) return false;
    const { now } = this.#parts.state;
    if (now >= this.#judgesAt) {
      this.#judgesAt = NEVER;
      this.#judgeFills();
    }
    if (now >= this.#looksAt) {
      this.#looksAt = NEVER;
      this.look();
    }
    return true;
  }

  /** The account is worth what it is worth now. */
  look(): void {
    const { state, rules, unlisted, carrier } = this.#parts;
    if (carrier.hasEnded) return;
    const before = state.risk.standing;
    const openOrders = before.mode === 'killed' ? this.#toTakeOut().length : 0;
    const { isMarked, ...measured } = equityOf(state, unlisted());
    this.#began ??= state.now;
    if (!isMarked && !isStopped(before) && state.now < this.#began + SETTLES_IN) {
      this.#planAt((state.now + LOOK) as Timestamp);
      return;
    }
    const look = { now: state.now, ...measured, openOrders };
    const standing = rules.stands(before, look);
    state.risk.standing = standing;
    if (standing.mode !== before.mode) this.#changed(before.mode);
    if (standing.mode === 'killed') this.#takeOut();
    this.#plan();
  }

  #judgeFills(): void {
    const { state, rules } = this.#parts;
    for (const { market, moved } of this.#judge?.judge() ?? []) {
      const begun = rules.judged(state.risk.streaksIn(market), moved, state.now);
      if (begun !== undefined) this.#pause(market, begun);
    }
    this.#planJudging();
  }

  #planJudging(): void {
    const due = this.#judge?.due ?? NEVER;
    if (due < this.#judgesAt) this.#judgesAt = this.#ring(due);
  }

  #changed(before: RiskMode): void {
    const { state, log } = this.#parts;
    const { standing } = state.risk;
    const { mode, cause, equity = 0 as Usd, highWater = equity, recoveries, until } = standing;
    const numbers = { drawdown: drawdownOf(standing), dayLoss: dayLossOf(standing) };
    const told = { before, mode, cause, equity, highWater, ...numbers, recoveries, until };
    log.append({ kind: 'RiskModeChanged', at: state.now, ...told });
  }

  /** Nothing is bought there for a while, and what would be is taken back. */
  #pause(market: MarketIndex, begun: MarketBreak): void {
    const { state, log } = this.#parts;
    state.risk.breaks.set(market, begun);
    log.append({ kind: 'MarketPaused', at: state.now, market, ...begun });
    const { code, count } = begun;
    if (code !== 'adverse_fills') return;
    for (const order of this.#openIn(market)) {
      if (order.side === 'buy') this.#cancel(order, { code, numbers: { count } });
    }
  }

  /** Everything that is open but sales: those at once, and those that were offered since. */
  #toTakeOut(): Order[] {
    const { killedAt = NEVER } = this.#parts.state.risk.standing;
    return this.#open().filter(
      (order) => order.side === 'buy' || (order.submittedAt <= killedAt && !isImmediate(order)),
    );
  }

  #takeOut(): void {
    const { state } = this.#parts;
    const { standing } = state.risk;
    const { equity = 0, highWater = 0 } = standing;
    const numbers = { drawdown: drawdownOf(standing), equity, highWater };
    for (const order of this.#toTakeOut()) this.#cancel(order, { code: 'killed', numbers });
  }

  /** With it a kill may be done. A refused cancel is not asked for again at once. */
  #isTakenOut({ kind }: ExchangeEvent): boolean {
    return this.#parts.state.risk.standing.mode === 'killed' && kind !== 'CancelRejected';
  }

  #cancel({ id: order, strategy }: Order, reason: Reason): void {
    this.#parts.carrier.cancel({ kind: 'CancelOrder', order, strategy, reason });
  }

  #open(): Order[] {
    const { activeMarkets } = this.#parts.state.account;
    return [...activeMarkets].flatMap((market) => this.#openIn(market));
  }

  /** A copy: a cancel may be answered, and a list changed, while it is walked. */
  #openIn(market: MarketIndex): Order[] {
    return this.#parts.state.sleeves.flatMap((sleeve) => [...sleeve.openOrders(market)]);
  }

  #plan(): void {
    this.#planAt(this.#nextLook(this.#parts.state.now));
  }

  /** What is planned already comes first, and plans anew. */
  #planAt(at: Timestamp): void {
    if (at < this.#looksAt) this.#looksAt = this.#ring(at);
  }

  /** Where no market that trades is at stake, no price can change what is known. */
  #nextLook(now: Timestamp): Timestamp {
    const { account, phases, risk } = this.#parts.state;
    const { mode, until = now } = risk.standing;
    if (mode === 'killed') return (now + AGAIN) as Timestamp;
    const isOver = isStopped(risk.standing) && until > now ? until : NEVER;
    if (this.#parts.unlisted().cost > 0) return Math.min(now + LOOK, isOver) as Timestamp;
    for (const market of account.activeMarkets) {
      if (phases[market] === PHASE_TRADING) return Math.min(now + LOOK, isOver) as Timestamp;
    }
    return isOver;
  }

  #ring(at: Timestamp): Timestamp {
    this.#parts.timers.add(at, DESK, RISK);
    return at;
  }
}

function movesMoney(event: ExchangeEvent): boolean {
  if (event.kind === 'FillSettled') return event.settlement === 'failed';
  return event.kind === 'OrderFilled';
}
