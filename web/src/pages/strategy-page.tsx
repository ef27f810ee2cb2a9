import type { StrategyRow } from '../../../src/screen/desk-document.ts';
import type { OfferedStrategy } from '../../../src/server/dashboard/history.ts';
import { hrefOf } from '../app/route.ts';
import { units, usd } from '../format/amount.ts';
import { nameInWords } from '../format/words.ts';
import { useAnswer } from '../live/use-answer.ts';
import { useRow } from '../live/use-desk.ts';
import { usePastProfit } from '../live/use-past-profit.ts';
import { Gain } from '../parts/amounts.tsx';
import { Empty, PageHead, Panel, Scroll } from '../parts/layout.tsx';
import { CalibrationPanel } from './calibration-panel.tsx';
import { DecisionsPanel } from './decisions-panel.tsx';
import { OpinionsPanel } from './opinions-panel.tsx';
import { RealizedFacts } from './strategy-facts.tsx';
import { StateTag } from './strategy-state.tsx';
import { StrategyWords } from './strategy-words.tsx';
import { WeightsPanel } from './weights-panel.tsx';

/** One strategy closely: what it may, what it made, what it has learned, what it decides. */
export function StrategyPage({ name }: { readonly name: string }) {
  const row = useRow('strategies', name);
  if (row === undefined) {
    return (
      <>
        <PageHead title={name} />
        <Empty>
          It does not run on this desk. <a href={hrefOf('strategies')}>All strategies</a>
        </Empty>
      </>
    );
  }
  return (
    <>
      <PageHead title={name}>
        <StateTag row={row} />
      </PageHead>
      <div className="grid">
        <State name={name} row={row} />
        <Parameters name={name} row={row} />
        <OpinionsPanel name={name} />
        <CalibrationPanel row={row} />
        <WeightsPanel name={name} row={row} />
        <DecisionsPanel title="What it decided, and why" about={{ strategy: name }} width="w12" />
      </div>
    </>
  );
}

type Props = { readonly name: string; readonly row: StrategyRow };

function State({ name, row }: Props) {
  const { state, failures, lastError, outlay, models } = row;
  return (
    <Panel title="State and profit" width="w6">
      <div className="stack">
        <dl className="facts">
          <RealizedFacts row={row} />
          <Periods name={name} />
          <dt>Paid to enter</dt>
          <dd>{usd(outlay)}</dd>
          <dt>Failures</dt>
          <dd>{failures}</dd>
        </dl>
        {lastError !== null && <p className="fault">{lastError}</p>}
        {state === 'given_up' && <p className="muted">It does not start again by itself.</p>}
        {models.map((model) => (
          <p key={model} className="muted">
            Has learned: {model}
          </p>
        ))}
        <StrategyWords name={name} row={row} />
      </div>
    </Panel>
  );
}

function Periods({ name }: { readonly name: string }) {
  const { net, why } = usePastProfit();
  return PERIODS.map(([period, title]) => (
    <div key={period} className="fact">
      <dt>{title}</dt>
      <dd>
        <Gain value={net(name, period)} why={why} />
      </dd>
    </div>
  ));
}

const PERIODS = [
  ['week', '7 days'],
  ['month', '30 days'],
  ['all', 'In all'],
] as const;

type Told = { readonly strategies: readonly OfferedStrategy[] };

/** As it runs, and what each parameter means where the desk's catalogue says so. */
function Parameters({ name, row }: Props) {
  const answer = useAnswer<Told>('/api/strategies');
  const offered = answer?.ok
    ? answer.value.strategies.find((strategy) => strategy.name === name)?.parameters
    : undefined;
  const entries = Object.entries(row.parameters);
  return (
    <Panel title="Parameters" width="w6" isFlush>
      {entries.length === 0 ? (
        <Empty>It has none.</Empty>
      ) : (
        <Scroll label="Parameters" height="tall">
          <table>
            <caption>Parameters</caption>
            <tbody>
              {entries.map(([key, value]) => {
                const known = offered?.find((parameter) => parameter.name === key);
                return (
                  <tr key={key}>
                    <th scope="row" title={key}>
                      {nameInWords(key)}
                      {known !== undefined && <p className="muted small plain">{known.summary}</p>}
                    </th>
                    <td className="num" title={`as it stands: ${value}`}>
                      {valueText(value, known?.kind)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  );
}

const IN_UNITS = new Set(['price', 'shares', 'usd']);

function valueText(value: string | number, kind: string | undefined): string {
  if (typeof value === 'string' || kind === undefined || !IN_UNITS.has(kind)) return String(value);
  return units(value, 6).replace(/\.?0+$/, '');
}
