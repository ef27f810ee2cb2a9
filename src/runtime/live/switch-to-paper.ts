import { pause } from '../../net/pause.ts';
import type { Proof } from '../../polymarket/execution/shutdown.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeskExchange } from './desk-exchange.ts';
import type { LiveDesk } from './live-desk.ts';
import type { LiveSession } from './live-session.ts';

/** How a desk came to be on paper, or why not. */
export type Switch = {
  readonly proof: Proof;
  /** Whether the strategies go on against the simulated exchange. */
  readonly isOnPaper: boolean;
};

type Parts = {
  readonly session: LiveSession<DeskExchange>;
  readonly desk: LiveDesk;
  readonly clock: Clock;
  /** Whether it was stopped or killed meanwhile: then it goes nowhere any more. */
  readonly isEnding: () => boolean;
};

/** Fills that the chain has not made final are waited for so long: it takes seconds, ms. */
const SETTLE_MS = 20_000;
const LOOK_MS = 200;

/**
 * Takes a desk from the venue to the simulated exchange: nothing is sent any more, its orders are
 * canceled, zero open ones are proven by query, and only then the same strategies go on. Where
 * that cannot be proven, and of a desk that ends, all stays stopped.
 */
export async function switchToPaper(parts: Parts): Promise<Switch> {
  const { session, desk, clock, isEnding } = parts;
  const { exchange, engine } = session.session;
  session.operate({ kind: 'Stop' });
  // While the venue is still asked, the chain's last words come.
  const isAwaited = () => engine.state.settling.size > 0 && !isEnding();
  for (let waited = 0; isAwaited() && waited < SETTLE_MS; waited += LOOK_MS) {
    await pause(clock, LOOK_MS);
  }
  const proof = await desk.execution.close();
  session.answered();
  const isOver = session.isOver || isEnding();
  if (!proof.isProven || isOver || engine.state.account.openOrders > 0) {
    return { proof, isOnPaper: false };
  }
  session.operate({ kind: 'ToPaper' });
  exchange.leaveVenue(engine.state);
  session.operate({ kind: 'Resume', strategy: undefined });
  await desk.close();
  return { proof, isOnPaper: true };
}
