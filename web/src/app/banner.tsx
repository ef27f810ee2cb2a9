import type { DeskRow } from '../../../src/screen/desk-document.ts';
import { useDesk, useLink } from '../live/use-desk.ts';
import { When } from '../parts/when.tsx';
import { isOfDesk, useKillProof } from './kill-proof.ts';

/** What nobody may overlook: that this is not of now, or that the desk does not trade. */
export function Banner() {
  const { state, since } = useLink();
  const desk = useDesk();
  const proof = useKillProof();
  if (state !== 'here' && proof !== undefined && isOfDesk(proof, desk?.startedAt ?? 0)) {
    return (
      <p className="banner" role="alert">
        The desk was killed, and has ended: {proof.text} at <When at={proof.at} />. What is shown is
        as it was then.
      </p>
    );
  }
  if (state === 'lost') {
    return (
      <p className="banner" role="alert">
        Not connected since <When at={since} />: what is shown is as it was then. Trying again …
      </p>
    );
  }
  if (state === 'away') {
    return (
      <p className="banner" role="alert">
        The desk has not been heard since <When at={since} />: what is shown is as it was then. It
        may still trade. “polydesk status” tells more.
      </p>
    );
  }
  if (desk === undefined) return null;
  if (desk.fault !== null) {
    return (
      <p className="banner" role="alert">
        The desk has stopped: {desk.fault}
      </p>
    );
  }
  if (!desk.isTrading) {
    return (
      <p className="banner" role="alert">
        The desk has ended. What is shown is as it was then, at <When at={desk.now} />.
      </p>
    );
  }
  return <Held risk={desk.risk} />;
}

/** What keeps a desk that trades from opening more. */
function Held({ risk: { mode, cause, until, isStopping } }: Pick<DeskRow, 'risk'>) {
  if (mode === 'killed' || mode === 'cooling') {
    const why = cause === 'drawdown' ? 'too much was lost from the highest equity' : DAY;
    return (
      <p className="banner" role="alert">
        Kill switch: {cause === null ? 'an operator has pulled it' : why}. Nothing is opened
        {until !== null && (
          <>
            {' '}
            before <When at={until} />
          </>
        )}
        .
      </p>
    );
  }
  if (isStopping) {
    return (
      <p className="banner warn" role="status">
        An operator has stopped everything: no new orders.
      </p>
    );
  }
  if (mode !== 'reduce') return null;
  return (
    <p className="banner warn" role="status">
      Losses have halved every limit until they are smaller again.
    </p>
  );
}

const DAY = 'too much was lost today';
