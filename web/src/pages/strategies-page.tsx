import type { StrategyRow } from '../../../src/screen/desk-document.ts';
import type { OfferedStrategy } from '../../../src/server/dashboard/history.ts';
import { hrefOf } from '../app/route.ts';
import { useAnswer } from '../live/use-answer.ts';
import { useTable } from '../live/use-desk.ts';
import { Answered } from '../parts/answered.tsx';
import { Empty, PageHead, Panel, Scroll, Tag } from '../parts/layout.tsx';
import { RealizedFacts } from './strategy-facts.tsx';
import { StateTag } from './strategy-state.tsx';
import { StrategyWords } from './strategy-words.tsx';

/** Every strategy of the run with its switch, and those that could run. */
export function StrategiesPage() {
  const strategies = Object.entries(useTable('strategies'));
  return (
    <>
      <PageHead title="Strategies" />
      <div className="grid">
        {strategies.length === 0 && <Empty>No strategy runs.</Empty>}
        {strategies.map(([name, row]) => (
          <StrategyPanel key={name} name={name} row={row} />
        ))}
        <Offered />
      </div>
    </>
  );
}

function StrategyPanel({ name, row }: { readonly name: string; readonly row: StrategyRow }) {
  const { orders, denied, skipped, fills, won, settled } = row;
  return (
    <Panel title={name} width="w6" aside={<StateTag row={row} />}>
      <div className="stack">
        <div className="two">
          <dl className="facts">
            <RealizedFacts row={row} />
          </dl>
          <dl className="facts">
            <dt>Orders, denied, skipped</dt>
            <dd>
              {orders}, {denied}, {skipped}
            </dd>
            <dt>Fills</dt>
            <dd>{fills}</dd>
            <dt>Won of decided</dt>
            <dd>
              {won} of {settled}
            </dd>
          </dl>
        </div>
        {row.lastError !== null && <p className="fault">{row.lastError}</p>}
        <div className="split">
          <StrategyWords name={name} row={row} />
          <a href={hrefOf('strategies', name)}>Details</a>
        </div>
      </div>
    </Panel>
  );
}

type Told = { readonly strategies: readonly OfferedStrategy[] };

function Offered() {
  const answer = useAnswer<Told>('/api/strategies');
  return (
    <Panel title="All strategies" isFlush>
      <Answered answer={answer}>
        {({ strategies }) =>
          strategies.length === 0 ? (
            <Empty>The catalogue is empty.</Empty>
          ) : (
            <Scroll label="Strategies that there are" height="tall">
              <table>
                <caption>Strategies that there are</caption>
                <tbody>
                  {strategies.map(({ name, summary, isOwn, isRunning }) => (
                    <tr key={name}>
                      <th scope="row">{name}</th>
                      <td className="muted">{summary}</td>
                      <td>
                        {isRunning && <Tag tone="good">in this run</Tag>} {isOwn && <Tag>own</Tag>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )
        }
      </Answered>
    </Panel>
  );
}
