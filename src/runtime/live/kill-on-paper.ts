import type { ClientOrderId, MarketIndex } from '../../domain/ids.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { pause } from '../../net/pause.ts';
import type { Proof } from '../../polymarket/execution/shutdown.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Execution } from '../../ports/execution.ts';
import type { LiveSession } from './live-session.ts';

/** What could be proven of a desk that was killed, at a venue or on paper. */
export type KillProof = Pick<Proof, 'isProven' | 'isOfKey' | 'at' | 'troubles'> & {
  readonly open: readonly string[] | undefined;
  readonly unresolved: readonly string[];
};

/** A simulated exchange, asked for what it has. */
type Simulated = Execution & {
  /** Orders of ours that rest, are held back, or are on their way to it. */
  readonly openOrders: readonly ClientOrderId[];
};

type Parts = {
  readonly session: Pick<LiveSession<Simulated>, 'isOver' | 'operate' | 'answered'> & {
    readonly session: { readonly exchange: Simulated };
  };
  readonly clock: Clock;
};

const LOOK_MS = 50;
/** What the exchange held back when everything was canceled is canceled so much later. */
const LOOKS_UNTIL_AGAIN = 10;
const WITHIN_MS = 60_000;

/**
 * Nothing new is sent, everything is canceled, and the simulated exchange is asked until it has
 * nothing of ours any more: by its own count, not by the engine's.
 */
export async function killOnPaper({ session, clock }: Parts): Promise<KillProof> {
  const { exchange } = session.session;
  session.operate({ kind: 'Stop' });
  for (let looks = 1; looks * LOOK_MS < WITHIN_MS; looks++) {
    if (session.isOver) cancelDirectly(exchange, clock.now());
    else session.answered();
    if (exchange.openOrders.length === 0) return proofAt(clock.now());
    await pause(clock, LOOK_MS);
    if (looks % LOOKS_UNTIL_AGAIN === 0) session.operate({ kind: 'CancelAll', market: ALL });
  }
  const open = exchange.openOrders.map(String);
  const troubles = [`the simulated exchange still has ${open.length} orders`];
  return { isProven: false, isOfKey: true, at: undefined, open, unresolved: [], troubles };
}

const ALL: MarketIndex | undefined = undefined;
/** Longer than any answer takes, µs. */
const ANSWERED_IN = 10_000 * MICROS_PER_MS;

/** Of a session that is over: no row comes to its exchange any more, nobody hears its answers. */
function cancelDirectly(exchange: Simulated, now: Timestamp): void {
  exchange.cancelAll(undefined, now);
  const until = (now + ANSWERED_IN) as Timestamp;
  while (exchange.poll(until) !== undefined);
}

function proofAt(at: Timestamp): KillProof {
  return { isProven: true, isOfKey: true, at, open: [], unresolved: [], troubles: [] };
}
