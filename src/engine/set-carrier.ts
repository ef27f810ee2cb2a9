import type { ChangeSets } from '../domain/command.ts';
import type { SetsEvent } from '../domain/event.ts';
import { type MarketIndex, type Outcome, tokenIndex } from '../domain/ids.ts';
import { type Refusal, type Result, refuse } from '../domain/result.ts';
import { formatDecimal, type Price, SCALE, type Shares } from '../domain/units.ts';
import type { RiskGate } from '../ports/risk-gate.ts';
import { applySetsAnswer } from './answers.ts';
import type { DecisionLog } from './decision-log.ts';
import type { EngineSetup } from './engine-setup.ts';
import type { Seat } from './seat.ts';
import type { EngineState } from './state.ts';
import type { SetsWish } from './wish-list.ts';

type Parts = Pick<EngineSetup, 'gate' | 'execution'> & {
  readonly state: EngineState;
  readonly log: DecisionLog;
};

/** Where nobody knows a price, both outcomes cost the same. */
const HALF = (SCALE / 2) as Price;

/** Carries out splits and merges: past the gate, into the journal, to the exchange, and back. */
export class SetCarrier {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `unwanted`: why nothing of the kind may be sent, whatever the gate says. */
  request(seat: Seat, wish: SetsWish, unwanted: Refusal | undefined): void {
    const { state, log, execution } = this.#parts;
    const command: ChangeSets = { ...wish, price: this.#dividing(seat, wish.market) };
    const verdict = unwanted ?? this.#verdictOn(seat, command);
    if ('ok' in verdict) {
      this.#deny(seat, command, verdict);
      return;
    }
    const reserved = this.#reserve(seat, verdict);
    if (!reserved.ok) {
      this.#deny(seat, command, reserved);
      return;
    }
    // Known as under way before it leaves, so that no answer can find it unknown.
    state.sets.requested(verdict);
    state.sleeve(seat.index).setsRequested(verdict, execution.setGas);
    execution.changeSets(verdict, state.now);
    log.append({ kind: 'SetsRequested', at: state.now, command: verdict });
  }

  /** Books an answer, and writes it down. Undefined: it says nothing new. */
  answered(event: SetsEvent): ChangeSets | undefined {
    const { state, log } = this.#parts;
    const change = applySetsAnswer(state, event);
    log.append({ kind: 'SetsAnswered', at: state.now, event });
    return change;
  }

  #verdictOn({ view }: Seat, command: ChangeSets): ReturnType<RiskGate['checkSets']> {
    const { state, gate } = this.#parts;
    return state.markets[command.market] === undefined
      ? refuse('unknown_market', `the run has no market ${command.market}`)
      : gate.checkSets(command, view, state.account);
  }

  /** The last word on money and shares, whatever the gate said: a strategy merges only its own. */
  #reserve({ index }: Seat, command: ChangeSets): Result<void> {
    const { state, execution } = this.#parts;
    const sleeve = state.sleeve(index);
    const [first, second] = [0, 1].map((outcome) =>
      sleeve.sellable(tokenIndex(command.market, outcome as Outcome)),
    ) as [Shares, Shares];
    const own = Math.min(first, second);
    if (command.direction === 'merge' && command.shares > own) {
      return refuse(
        'not_enough_shares',
        `needs ${formatDecimal(command.shares)} shares of both outcomes, ` +
          `${formatDecimal(own)} of its own are free`,
      );
    }
    return state.account.reserveSets(command, execution.setGas);
  }

  #dividing({ view }: Seat, market: MarketIndex): Price {
    const isKnown = this.#parts.state.markets[market] !== undefined && view.isTrusted(market);
    return (isKnown ? view.mid(tokenIndex(market, 0)) : undefined) ?? HALF;
  }

  #deny(seat: Seat, command: ChangeSets, { code, message }: Refusal): void {
    const { state, log } = this.#parts;
    const { now } = state;
    log.append({ kind: 'SetsDenied', at: now, command, code, message });
    const change = command.id;
    const times = { tsEvent: now, tsInit: now };
    seat.tellSets(command, { kind: 'SetsDenied', change, code, message, ...times });
  }
}
