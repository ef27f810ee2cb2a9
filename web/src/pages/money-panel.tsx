import { NO_EQUITY } from '../app/top-bar.tsx';
import { units, usd } from '../format/amount.ts';
import { useDesk } from '../live/use-desk.ts';
import { Gain, Usd } from '../parts/amounts.tsx';
import { Chart } from '../parts/chart.tsx';
import { Panel } from '../parts/layout.tsx';
import { useEquityTrail } from './use-equity-trail.ts';

/** Equity with how it moved, and what of it is final on the chain. */
export function MoneyPanel() {
  const desk = useDesk();
  const points = useEquityTrail();
  if (desk === undefined) return null;
  const { equity, confirmed, pending, cash, worthAtStart } = desk;
  const made = equity === null ? null : equity - worthAtStart;
  return (
    <Panel title="Equity" width="w8">
      <div className="money">
        <div className="stack">
          <p className="big">
            <Usd value={equity} why={NO_EQUITY} />
          </p>
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
        <Chart
          label="Equity over time"
          empty="The chart begins with the second measurement."
          height={170}
          format={dollarsOf}
          xs={points.map(({ at }) => at / 1_000_000)}
          lines={[
            {
              name: 'Equity',
              values: points.map(({ values }) => values[0] ?? null),
              color: '--accent',
              kind: 'line',
              scale: 'usd',
            },
            {
              name: 'Confirmed',
              values: points.map(({ values }) => values[1] ?? null),
              color: '--gain',
              kind: 'dashed',
              scale: 'usd',
            },
          ]}
        />
      </div>
    </Panel>
  );
}

/** An axis has ticks between cents, too. */
function dollarsOf(value: number): string {
  const whole = Math.round(value);
  return whole % 1_000_000 === 0 ? units(whole, 0) : units(whole, 2);
}
