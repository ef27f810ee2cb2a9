import { invariant } from '../../domain/invariant.ts';
import { refuse } from '../../domain/result.ts';
import { NEVER, NO_USD, type Usd } from '../../domain/units.ts';
import { Engine } from '../../engine/engine.ts';
import { Loop } from '../../engine/loop.ts';
import type { Execution } from '../../ports/execution.ts';
import type { RiskGate } from '../../ports/risk-gate.ts';
import type { StrategyChoice } from '../backtest-options.ts';
import type { RunSource, Session } from '../session.ts';

/** Strategies that look at markets and never trade. */
export type LookingSession = Session<Execution>;

/** No wish passes, so no order is ever approved. */
const CLOSED_GATE: RiskGate = {
  check: () => refuse('only_asked', 'it is only asked what it thinks'),
  checkSets: () => refuse('only_asked', 'it is only asked what it thinks'),
};

/** Behind the gate is nothing, either. */
const NOWHERE: Execution = {
  submit: (order) => invariant(false, `order ${order.id} passed a gate that lets nothing pass`),
  cancel: () => {},
  cancelAll: () => {},
  changeSets: ({ id }) => invariant(false, `change ${id} passed a gate that lets nothing pass`),
  setGas: NO_USD,
  nextDue: NEVER,
  poll: () => undefined,
  onRow: () => {},
};

/** What strategies that look are told of themselves: dollars that none of them can spend. */
export type LookingAs = { readonly capital: Usd; readonly seed: number };

/** An engine without an exchange. */
export function lookingSession(
  source: RunSource,
  strategies: readonly StrategyChoice[],
  { capital, seed }: LookingAs,
): LookingSession {
  const engine = new Engine({
    universe: source,
    feeds: source.feeds,
    strategies: strategies.map(
      ({ definition, parameters, memory }, i) =>
        () =>
          definition.create(parameters, seed + i, memory),
    ),
    capital,
    gate: CLOSED_GATE,
    closeLead: 0,
    execution: NOWHERE,
    // Nothing is decided here that anybody could want to read.
    journal: { append: () => {} },
  });
  const loop = new Loop(engine, NOWHERE);
  const names = strategies.map(({ name }) => name);
  return { engine, exchange: NOWHERE, loop, universe: source, strategies: names };
}
