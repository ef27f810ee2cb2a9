import { useState } from 'react';
import { NO_EQUITY } from '../app/top-bar.tsx';
import { usd } from '../format/amount.ts';
import { useDesk } from '../live/use-desk.ts';
import { useEquityTrail } from '../live/use-equity-trail.ts';
import { useLastEquity } from '../live/use-last-equity.ts';
import { Gain, Usd } from '../parts/amounts.tsx';
import { Choice, Panel } from '../parts/layout.tsx';
import { When } from '../parts/when.tsx';
import { EquityOfAll, EquityOfRun } from './equity-charts.tsx';

const SPANS = [
  ['run', 'This run'],
  ['all', 'All runs'],
] as const;

type Span = (typeof SPANS)[number][0];

/** Equity with how it moved, and what of it is final on the chain. */
export function MoneyPanel() {
  const desk = useDesk();
  const points = useEquityTrail();
  const last = useLastEquity();
  const [span, setSpan] = useState<Span>('run');
  if (desk === undefined) return null;
  const { equity, confirmed, pending, cash, worthAtStart } = desk;
  const made = equity === null ? null : equity - worthAtStart;
  return (
    <Panel
      title="Equity"
      width="w8"
      aside={<Choice label="Of which runs" options={SPANS} value={span} onChoose={setSpan} />}
    >
      <div className="money">
        <div className="stack">
          <p className="big">
            <Usd value={equity} why={NO_EQUITY} />
          </p>
          {last !== undefined && (
            <p className="muted small">
              {last.words} (<When at={last.at} style="moment" />)
            </p>
          )}
          <p>
            <Gain value={made} why={NO_EQUITY} /> <span className="muted">this run</span>
          </p>
          <dl className="facts">
            <dt>Confirmed</dt>
            <dd title="final on the chain">
              <Usd value={confirmed} why={NO_EQUITY} />
            </dd>
            <dt>Pending</dt>
            <dd title="of fills that still wait for the chain">
              <Usd value={pending} why={NO_EQUITY} />
            </dd>
            <dt>Cash</dt>
            <dd>{usd(cash)}</dd>
          </dl>
        </div>
        <div className="stack">
          {span === 'run' ? (
            <EquityOfRun desk={desk} own={points} />
          ) : (
            <EquityOfAll desk={desk} own={points} />
          )}
        </div>
      </div>
    </Panel>
  );
}
