import type { VenueOrderId } from '../../domain/ids.ts';
import { CancelSweep, type Swept } from '../../polymarket/execution/cancel-sweep.ts';
import type { ClobDesk } from '../../polymarket/rest/clob-client.ts';
import type { Clock } from '../../ports/clock.ts';

/** What a kill without a desk could prove. */
export type KillProof = Swept & {
  /** The venue said, after everything was canceled, that nothing of this key is open. */
  readonly isProven: boolean;
  readonly canceled: number;
};

type Desk = Pick<ClobDesk, 'orders' | 'account'>;

/** Cancels everything of an API key, whoever sent it, and asks until nothing is open. */
export async function killOrders(desk: Desk, clock: Clock, withinMs: number): Promise<KillProof> {
  const canceled = new Set<VenueOrderId>();
  const onCanceled = (ids: readonly VenueOrderId[]) => {
    for (const id of ids) canceled.add(id);
  };
  const swept = await new CancelSweep({ ...desk, clock, onCanceled }).run(withinMs);
  return { ...swept, isProven: swept.at !== undefined, canceled: canceled.size };
}
