import type { OrdersJson } from '../../../../src/report/json/schema.ts';
import type { SummaryJson } from '../../../../src/report/json/summary.ts';
import { gain, grouped, usd } from '../../format/amount.ts';
import { explained } from '../../format/words.ts';
import { Chart } from '../../parts/chart.tsx';
import { Empty, Panel, Scroll } from '../../parts/layout.tsx';
import { When, ZoneNote } from '../../parts/when.tsx';
import { FigureList } from './figure-list.tsx';
import { curvesOver, unitsOf } from './result-json.ts';
import { SettingsPanel } from './settings-panel.tsx';

/** What a backtest came to. The whole of it is in its report. */
export function ReportView({ report }: { readonly report: SummaryJson }) {
  const { result, equity, assumptions } = report;
  const { xs, values } = curvesOver([equity]);
  return (
    <div className="grid">
      <Panel title="Result" width="w5">
        <FigureList of={result} />
      </Panel>
      <Panel title="Equity" width="w7">
        <Chart
          label="Equity over time: cash, and open positions at their cost"
          empty="It takes two trades that are over to draw a curve."
          height={330}
          isDated
          format={usd}
          xs={xs}
          lines={[
            {
              name: 'Equity',
              values: values[0] ?? [],
              color: '--accent',
              kind: 'line',
              scale: 'usd',
            },
          ]}
        />
        <p className="muted small">
          Cash, and open positions at their cost, as each trade ended. <ZoneNote />
        </p>
      </Panel>
      <Panel title="Markets" width="w5" isFlush>
        <MarketTable report={report} />
      </Panel>
      <Panel title="Orders" width="w7">
        <OrderFacts orders={report.orders} />
      </Panel>
      <Panel title="Played on" width="w5">
        <Played report={report} />
      </Panel>
      <Panel title="Assumptions" width="w7">
        {assumptions.length === 0 ? (
          <p className="muted">None: the recordings hold all that was needed.</p>
        ) : (
          <ul className="sentences">
            {assumptions.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        )}
      </Panel>
      <SettingsPanel configuration={report.run.configuration} />
    </div>
  );
}

/** Of the worst and of the best. */
const ENDS_MOST = 100;

function MarketTable({ report }: { readonly report: SummaryJson }) {
  const { byMarket, marketsTraded } = report;
  const isMany = byMarket.length > 2 * ENDS_MOST;
  const shown = isMany
    ? [...byMarket.slice(0, ENDS_MOST), ...byMarket.slice(-ENDS_MOST)]
    : byMarket;
  if (marketsTraded === 0) return <Empty>No trade is counted in any market.</Empty>;
  return (
    <Scroll label="Markets, the worst first" height="tall">
      <table>
        <caption>Net by market, the worst first</caption>
        <thead>
          <tr>
            <th scope="col">Market</th>
            <th scope="col" className="num">
              Trades
            </th>
            <th scope="col" className="num">
              Net
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ market, trades, net }) => (
            <tr key={market}>
              <th scope="row" className="plain breaking">
                {market}
              </th>
              <td className="num">{trades}</td>
              <td className={`num ${Number(net) < 0 ? 'down' : Number(net) > 0 ? 'up' : ''}`}>
                {gain(unitsOf(net) ?? 0)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < marketsTraded && (
        <p className="muted small note-end">
          The worst and the best of {grouped(marketsTraded)}; the whole report has all.
        </p>
      )}
    </Scroll>
  );
}

function OrderFacts({ orders }: { readonly orders: OrdersJson }) {
  const { submitted, filled, partlyFilled, canceled, expired, unfinished } = orders;
  const counts = {
    submitted,
    filled,
    'partly filled': partlyFilled,
    canceled,
    expired,
    unfinished,
  };
  const refusals = (['denied', 'rejected', 'skipped'] as const).flatMap((kind) =>
    Object.entries(orders[kind]).map(([code, count]) => ({ kind, code, count })),
  );
  const shown = refusals.toSorted((a, b) => b.count - a.count).slice(0, 12);
  return (
    <div className="stack">
      <p>
        {Object.entries(counts)
          .filter(([name, count]) => count > 0 || name === 'submitted')
          .map(([name, count]) => `${grouped(count)} ${name}`)
          .join(' · ')}
      </p>
      {shown.length > 0 && <h3>Why it did not trade</h3>}
      <dl className="facts">
        {shown.map(({ kind, code, count }) => (
          <div key={`${kind}/${code}`} className="fact">
            <dt title={`${kind}: ${code}`}>{explained(code)}</dt>
            <dd>{grouped(count)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Played({ report: { run, gaps } }: { readonly report: SummaryJson }) {
  return (
    <dl className="facts">
      {run.sources.map(({ dataset, provenance, rows }) => (
        <div key={dataset} className="fact">
          <dt>{dataset}</dt>
          <dd>
            {provenance}, {grouped(rows)} rows
          </dd>
        </div>
      ))}
      <dt>Markets</dt>
      <dd>{grouped(run.markets)}</dd>
      <dt>From</dt>
      <dd>
        <When at={run.from} style="moment" why="no events" />
      </dd>
      <dt>To</dt>
      <dd>
        <When at={run.to} style="moment" why="no events" />
      </dd>
      <dt>Gaps in the recording</dt>
      <dd>{grouped(gaps)}</dd>
      <dt title="the same on the same data gives the same">Hash of its decisions</dt>
      <dd>
        <code>{run.hash}</code>
      </dd>
    </dl>
  );
}
