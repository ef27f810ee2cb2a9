import {
  marketOf,
  type Outcome,
  outcomeOf,
  type TokenIndex,
  tokenIndex,
} from '../../domain/ids.ts';
import type { Position } from '../../domain/position.ts';
import { complement, mulDiv, type Price, SCALE, type Usd } from '../../domain/units.ts';
import type { Engine } from '../../engine/engine.ts';
import { midNow } from '../../engine/equity.ts';
import type { EngineState } from '../../engine/state.ts';

const OUTCOMES: readonly Outcome[] = [0, 1];

/** What is held now. Of a run that has seen thousands of markets only the few are looked at. */
export function heldNow({ account }: EngineState): (readonly [TokenIndex, Position])[] {
  const held: (readonly [TokenIndex, Position])[] = [];
  for (const market of account.activeMarkets) {
    for (const outcome of OUTCOMES) {
      const token = tokenIndex(market, outcome);
      const position = account.position(token);
      if (position !== undefined && position.traded !== 0) held.push([token, position]);
    }
  }
  return held;
}

/** Cash and what is held at the midpoints of now; undefined: one of them is not known. */
function worthNow(state: EngineState): Usd | undefined {
  let worth: number = state.account.cash;
  for (const [token, { traded }] of heldNow(state)) {
    const mid = midOf(state, token);
    if (mid === undefined) return undefined;
    worth += mulDiv(traded, mid, SCALE, 'halfEven');
  }
  return worth as Usd;
}

/** The same of a run: what is held of a market that nobody has told of yet, nobody knows. */
export function equityNow({ state, opening }: Pick<Engine, 'state' | 'opening'>): Usd | undefined {
  return opening.unlisted.length === 0 ? worthNow(state) : undefined;
}

/** What of that rests on fills that the chain may still take back. */
export function pendingNow(state: EngineState): number | undefined {
  let pending = 0;
  for (const { fill } of state.settling.values()) {
    if (fill.side === 'sell') {
      pending += fill.amount - fill.fee;
      continue;
    }
    const mark = midOf(state, fill.token) ?? paidFor(state, fill.token);
    if (mark === undefined) return undefined;
    pending += mulDiv(fill.size, mark, SCALE, 'halfEven');
  }
  return pending;
}

/** What a share paid; undefined: its market is not decided. */
function paidFor({ payouts }: EngineState, token: TokenIndex): number | undefined {
  const first = payouts[marketOf(token)];
  if (first === undefined || Number.isNaN(first)) return undefined;
  return (token & 1) === 0 ? first : SCALE - first;
}

/** What a share is worth now; undefined: there is no book that can be trusted, or no market. */
export function midOf(
  state: Pick<EngineState, 'books' | 'phases'>,
  token: TokenIndex,
): Price | undefined {
  const first = midNow(state, marketOf(token));
  return first === undefined || outcomeOf(token) === 0 ? first : complement(first);
}
