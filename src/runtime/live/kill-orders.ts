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
/** The venue's, and the machine's. */
type Clocks = { readonly clock: Clock; readonly machine: Clock };

/** Cancels everything of an API key, whoever sent it, and asks until nothing is open. */
export async function killOrders(
  desk: Desk,
  { clock, machine }: Clocks,
  withinMs: number,
): Promise<KillProof> {
  const canceled = new Set<VenueOrderId>();
  const onCanceled = (ids: readonly VenueOrderId[]) => {
    for (const id of ids) canceled.add(id);
  };
  const swept = await new CancelSweep({ ...desk, clock, machine, onCanceled }).run(withinMs);
  return { ...swept, isProven: swept.at !== undefined, canceled: canceled.size };
}
