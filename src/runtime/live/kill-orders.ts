import type { VenueOrderId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { ClobDesk } from '../../polymarket/rest/clob-client.ts';
import type { VenueOutcome } from '../../polymarket/rest/outcome.ts';
import { gather } from '../../polymarket/rest/pages.ts';
import type { VenueOrder } from '../../polymarket/wire/venue-order.ts';
import { type Clock, elapsedMs } from '../../ports/clock.ts';

/** What a kill without a desk could prove. */
export type KillProof = {
  /** The venue said, after everything was canceled, that nothing of this key is open. */
  readonly isProven: boolean;
  /** When it said so; undefined: it did not. */
  readonly at: Timestamp | undefined;
  /** Open by its last answer; undefined: it never told. */
  readonly open: readonly VenueOrderId[] | undefined;
  readonly canceled: number;
  /** What went wrong on the way. */
  readonly troubles: readonly string[];
};

const AGAIN_MS = 1_000;
/**
 * An order that the venue holds back (150 ms), or that is on its way, is in no list yet, and rests
 * afterwards: one answer proves nothing.
 */
const EMPTY_ANSWERS = 2;
/** Ids in one request: below every tier's burst. */
const AT_ONCE = 50;

type Desk = Pick<ClobDesk, 'orders' | 'account'>;

/**
 * Cancels everything of an API key, whoever sent it, and asks until nothing is open: all at once;
 * what is still listed market by market, and then each order by its name.
 */
export async function killOrders(
  { orders, account }: Desk,
  clock: Clock,
  withinMs: number,
): Promise<KillProof> {
  const started = clock.monotonic();
  const troubles = new Set<string>();
  const canceled = new Set<VenueOrderId>();
  const note = (
    what: string,
    outcome: VenueOutcome<{ readonly canceled: readonly VenueOrderId[] }>,
  ) => {
    if (outcome.kind === 'ok') for (const id of outcome.value.canceled) canceled.add(id);
    else troubles.add(`${what}: ${outcome.kind}`);
  };
  let empty = 0;
  for (;;) {
    note('cancel-all', await orders.cancelAll());
    const rows = await openOrders({ account }, troubles);
    empty = rows?.length === 0 ? empty + 1 : 0;
    if (empty === EMPTY_ANSWERS) return proof(clock.now(), [], canceled.size, troubles);
    for (const market of new Set(rows?.map((row) => row.market))) {
      if (market !== undefined) note('cancel of a market', await orders.cancelMarket({ market }));
    }
    const ids = rows?.map(({ order }) => order) ?? [];
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      note('cancel of orders', await orders.cancelMany(ids.slice(from, from + AT_ONCE)));
    }
    if (elapsedMs(started, clock.monotonic()) > withinMs) {
      return proof(
        undefined,
        rows?.map(({ order }) => order),
        canceled.size,
        troubles,
      );
    }
    await new Promise<void>((resolve) => clock.setTimer(AGAIN_MS, resolve));
  }
}

async function openOrders(
  { account }: Pick<Desk, 'account'>,
  troubles: Set<string>,
): Promise<readonly VenueOrder[] | undefined> {
  const { rows, refused, failure } = await gather(account.openOrders());
  if (failure === undefined && refused === 0) return rows;
  troubles.add(`open orders: ${failure?.kind ?? 'some could not be read'}`);
  return undefined;
}

function proof(
  at: Timestamp | undefined,
  open: readonly VenueOrderId[] | undefined,
  canceled: number,
  troubles: ReadonlySet<string>,
): KillProof {
  return { isProven: at !== undefined, at, open, canceled, troubles: [...troubles] };
}
