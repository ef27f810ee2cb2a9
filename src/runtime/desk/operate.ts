import type { OperatorCommand } from '../../domain/command.ts';
import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { SCALE } from '../../domain/units.ts';
import type { Execution } from '../../ports/execution.ts';
import type { OperatorWord } from '../../server/operator-word.ts';
import type { LiveSession } from '../live/live-session.ts';
import type { Session } from '../session.ts';

type Operated = Pick<LiveSession<Execution>, 'isOver' | 'operate'> & {
  readonly session: Pick<Session<Execution>, 'engine' | 'strategies'>;
};

/** What a word has changed. */
export type WordDone = {
  /** More may be sent, or larger, than before. */
  readonly raisesRisk: boolean;
  /** Of strategies: what was and what is. */
  readonly changed: readonly {
    readonly strategy: string;
    readonly before: string | number;
    readonly after: string | number;
  }[];
  /** Orders that were asked to be canceled. */
  readonly canceling: number;
};

/**
 * Has the engine do what an operator says: through its queue, so that it is journaled and replayed.
 * Refuses `unknown_strategy`, `unknown_market`, `bad_part`, `would_raise` and, of a desk that ends,
 * `over`.
 */
export function operate(desk: Operated, word: OperatorWord): Result<WordDone> {
  const { engine, strategies } = desk.session;
  if (desk.isOver) return refuse('over', 'nothing is traded here any more');
  if (word.kind === 'cancel') return cancel(desk, word.market);
  if (engine.state.stopping && word.kind === 'resume') {
    return refuse('over', 'everything is being stopped: nothing is resumed');
  }
  const chosen = strategies.flatMap((name, i) =>
    word.strategy === undefined || word.strategy === name ? [i as StrategyIndex] : [],
  );
  if (chosen.length === 0) {
    return refuse('unknown_strategy', `no strategy ${word.strategy}: ${strategies.join(', ')}`);
  }
  if (word.kind === 'size' && !isPart(word.part)) {
    return refuse('bad_part', `part: a whole number of millionths from 0 to ${SCALE}`);
  }
  if (word.kind === 'size' && word.only === 'lower') {
    const least = Math.min(...chosen.map((strategy) => engine.state.parts[strategy] as number));
    if (word.part > least) return refuse('would_raise', wouldRaise(word.part, least));
  }
  const changed = chosen.map((strategy) => {
    const before = standingOf(desk, word, strategy);
    desk.operate(commandOf(word, strategy));
    const after = standingOf(desk, word, strategy);
    return { strategy: strategies[strategy] as string, before, after };
  });
  const raisesRisk = changed.some(({ before, after }) => raises(before, after));
  return ok({ raisesRisk, changed, canceling: 0 });
}

type Strategies = Exclude<OperatorWord, { readonly kind: 'cancel' }>;

/** One by one, so that resuming all takes back no stop. */
function commandOf(word: Strategies, strategy: StrategyIndex): OperatorCommand {
  if (word.kind === 'size') return { kind: 'Resize', strategy, part: word.part };
  return { kind: word.kind === 'pause' ? 'Pause' : 'Resume', strategy };
}

function standingOf({ session }: Operated, word: Strategies, strategy: StrategyIndex) {
  const { paused, parts } = session.engine.state;
  if (word.kind === 'size') return parts[strategy] as number;
  return paused[strategy] === true ? 'paused' : 'running';
}

function raises(before: string | number, after: string | number): boolean {
  if (typeof before === 'number' && typeof after === 'number') return after > before;
  return before === 'paused' && after === 'running';
}

/** It is another than whoever said it had heard. */
function wouldRaise(part: number, least: number): string {
  const [asked, now] = [part, least].map((one) => `${(one / SCALE) * 100} %`);
  return `${asked} would be more than the ${now} of now: say it again, to confirm it`;
}

function isPart(part: number): boolean {
  return Number.isSafeInteger(part) && part >= 0 && part <= SCALE;
}

function cancel(desk: Operated, slug: string | undefined): Result<WordDone> {
  const { state } = desk.session.engine;
  const index = state.markets.findLastIndex((market) => market.slug === slug);
  if (slug !== undefined && index < 0)
    return refuse('unknown_market', `no market ${slug} is known`);
  const market = slug === undefined ? undefined : (index as MarketIndex);
  const canceling = openIn(desk, market);
  desk.operate({ kind: 'CancelAll', market });
  return ok({ raisesRisk: false, changed: [], canceling });
}

function openIn({ session }: Operated, market: MarketIndex | undefined): number {
  const { state } = session.engine;
  const markets = market === undefined ? [...state.account.activeMarkets] : [market];
  let count = 0;
  for (const sleeve of state.sleeves) {
    for (const one of markets) count += sleeve.openOrders(one).length;
  }
  return count;
}
