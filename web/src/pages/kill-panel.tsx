import { useKillProof } from '../app/kill-proof.ts';
import { useOverlay } from '../app/overlay.ts';
import { openInWords } from '../format/open-orders.ts';
import { useOpenOrders } from '../live/use-open-orders.ts';
import { Panel } from '../parts/layout.tsx';
import { Proof } from '../parts/proof.tsx';

/** The kill switch, and what its last use has proven. */
export function KillPanel() {
  const show = useOverlay();
  const orders = useOpenOrders();
  const proof = useKillProof();
  return (
    <Panel title="Kill switch" width="w4">
      <div className="stack">
        <p>
          Cancels every order by all means, proves by query that none is open, and ends the desk.
          What is held stays held.
        </p>
        <p>
          Open orders by what the desk knows now: <strong>{openInWords(orders)}</strong>
          {orders !== undefined && orders.unknown > 0 && (
            <span className="down"> ({orders.unknown} of unknown outcome)</span>
          )}
        </p>
        {proof !== undefined && <Proof proof={proof} />}
        <div className="row">
          <button type="button" className="danger" onClick={() => show('kill')}>
            Kill …
          </button>
          <button type="button" onClick={() => show('stop')}>
            Stop calmly …
          </button>
        </div>
      </div>
    </Panel>
  );
}
