import { type MarketIndex, marketOf, outcomeOf, type StrategyIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Opinion, SignalVote } from '../../ports/opinion.ts';
import type { SignalRow, StrategyOpinion } from '../../screen/market-document.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** What of a desk can be asked what it thinks. */
export type Asked = Pick<WatchedDesk, 'choices'> & {
  readonly session: { readonly session: { readonly engine: Pick<Engine, 'opinionOf'> } };
};

/** What each strategy thinks of a market; undefined: nothing. Each is asked when it is its turn. */
export function* opinionsOn(
  desk: Asked & Pick<WatchedDesk, 'clock'>,
  market: MarketIndex,
): Generator<StrategyOpinion | undefined, void> {
  for (const i of desk.choices.keys()) {
    yield opinionOf(desk, i as StrategyIndex, market, desk.clock.now());
  }
}

/** What one of them thinks now; undefined: it has nothing to say of it. Asking changes nothing. */
export function opinionOf(
  { session, choices }: Asked,
  index: StrategyIndex,
  market: MarketIndex,
  now: Timestamp,
): StrategyOpinion | undefined {
  const { engine } = session.session;
  const opinion = asked(() => engine.opinionOf(index, market, now));
  if (opinion === undefined) return undefined;
  const { code, token, probability, numbers, signals } = opinion;
  return {
    strategy: choices[index]?.name ?? `strategy ${index}`,
    code,
    outcome: outcomeIn(token, market),
    probability: probability ?? null,
    numbers,
    signals: signals?.map((one) => signalRow(one, market)) ?? null,
  };
}

function outcomeIn(token: Opinion['token'], market: MarketIndex): 0 | 1 | null {
  return token !== undefined && marketOf(token) === market ? outcomeOf(token) : null;
}

function signalRow(signal: SignalVote, market: MarketIndex): SignalRow {
  const { name, token, why, confidence, strength, weight, vote } = signal;
  return {
    name,
    outcome: outcomeIn(token, market),
    why: why ?? null,
    confidence: confidence ?? null,
    strength: strength ?? null,
    weight,
    vote,
  };
}

/** One that fails to answer must not keep anybody from looking. */
function asked(ask: () => Opinion | undefined): Opinion | undefined {
  try {
    return ask();
  } catch {
    return FAILED;
  }
}

const FAILED: Opinion = { code: 'opinion_failed', token: undefined, numbers: {} };
