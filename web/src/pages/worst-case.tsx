import type { DeskRow, LimitRow } from '../../../src/screen/desk-document.ts';
import { useHasEnded } from '../app/has-ended.ts';
import { usd } from '../format/amount.ts';
import { useDesk, useRow } from '../live/use-desk.ts';
import { Meter, Panel } from '../parts/layout.tsx';

/** In plain words: what can still be lost, and what holds it. */
export function WorstCase() {
  const desk = useDesk();
  const dayLoss = useRow('limits', 'maxDayLoss');
  const exposure = useRow('limits', 'maxExposure');
  const isOver = useHasEnded();
  if (desk === undefined) return null;
  const { mode, isStopping } = desk.risk;
  const isClosed = isOver || isStopping || mode === 'killed' || mode === 'cooling';
  return (
    <Panel title="What it can lose" width="w4" aside={<a href="#/risk">Limits</a>}>
      <div className="stack">
        <p className="big">{usd(desk.exposure)}</p>
        <p>
          is lost if everything that is open now ends worst.{' '}
          {isClosed ? 'It opens nothing more.' : <Allowed limit={exposure} />}
        </p>
        <Used limit={exposure} of={desk.exposure} label="of the exposure that is allowed" />
        <p>
          <Today desk={desk} limit={dayLoss} />
        </p>
        <Used limit={dayLoss} of={desk.risk.dayLoss} label="of the loss allowed in a day" />
      </div>
    </Panel>
  );
}

type Limit = LimitRow | undefined;

function Allowed({ limit }: { readonly limit: Limit }) {
  if (limit === undefined) return null;
  if (limit.most === null) return <>No limit is set on it.</>;
  return <>It may open more until that is {usd(limit.most)}.</>;
}

function Today({ desk, limit }: { readonly desk: DeskRow; readonly limit: Limit }) {
  const far = dayInWords(desk.risk.dayLoss);
  if (limit === undefined) return <>{far}</>;
  if (limit.most === null) return <>{far} No limit is set on the loss of a day.</>;
  return (
    <>
      {far} At a loss of {usd(limit.most)} in a day it cancels everything and opens nothing more;
      what is held then stays held, and can still lose what it cost.
    </>
  );
}

function dayInWords(dayLoss: number | null): string {
  if (dayLoss === null) return 'What it has made or lost today is not known yet.';
  return dayLoss > 0 ? `Today it has lost ${usd(dayLoss)}.` : `Today it has made ${usd(-dayLoss)}.`;
}

function Used({ limit, of, label }: { limit: Limit; of: number | null; label: string }) {
  if (of === null) return null;
  if (limit?.most === undefined || limit.most === null || limit.most <= 0) return null;
  const part = Math.round((Math.max(0, of) / limit.most) * 1_000_000);
  return <Meter part={part} label={`${(part / 10_000).toFixed(0)} % ${label}`} />;
}
