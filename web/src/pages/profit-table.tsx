import type { StrategyRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { usd } from '../format/amount.ts';
import { useTable } from '../live/use-desk.ts';
import { Gain } from '../parts/amounts.tsx';
import { Empty, Scroll } from '../parts/layout.tsx';
import { StateTag } from './strategy-state.tsx';

/** What each strategy made, by period, with what it risks for that. */
export function ProfitTable() {
  const strategies = Object.entries(useTable('strategies'));
  if (strategies.length === 0) return <Empty>No strategy runs.</Empty>;
  const sum = (pick: (row: StrategyRow) => number) =>
    strategies.reduce((total, [, row]) => total + pick(row), 0);
  return (
    <Scroll label="Profit by strategy">
      <table>
        <caption>Profit by strategy</caption>
        <thead>
          <tr>
            <th scope="col">Strategy</th>
            <th scope="col">State</th>
            <th scope="col" className="num" title="realized today, UTC, after fees">
              Today
            </th>
            <th scope="col" className="num" title="realized since this run began, after fees">
              This run
            </th>
            <th scope="col" className="num">
              Can lose
            </th>
            <th scope="col" className="num">
              Orders
            </th>
            <th scope="col" className="num">
              Fills
            </th>
            <th scope="col" className="num" title="of the markets that are decided">
              Won
            </th>
          </tr>
        </thead>
        <tbody>
          {strategies.map(([name, row]) => (
            <ProfitRow key={name} name={name} row={row} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              All
            </th>
            <td className="num">
              <Gain value={sum(({ today }) => today)} why="" />
            </td>
            <td className="num">
              <Gain value={sum(({ realized }) => realized)} why="" />
            </td>
            <td className="num">{usd(sum(({ exposure }) => exposure))}</td>
            <td className="num">{sum(({ orders }) => orders)}</td>
            <td className="num">{sum(({ fills }) => fills)}</td>
            <td className="num">
              {sum(({ won }) => won)} of {sum(({ settled }) => settled)}
            </td>
          </tr>
        </tfoot>
      </table>
    </Scroll>
  );
}

function ProfitRow({ name, row }: { readonly name: string; readonly row: StrategyRow }) {
  return (
    <tr>
      <th scope="row">
        <a href={hrefOf('strategies', name)}>{name}</a>
      </th>
      <td>
        <StateTag row={row} />
      </td>
      <td className="num">
        <Gain value={row.today} why="" />
      </td>
      <td className="num">
        <Gain value={row.realized} why="" />
      </td>
      <td className="num">{usd(row.exposure)}</td>
      <td className="num">{row.orders}</td>
      <td className="num">{row.fills}</td>
      <td className="num">
        {row.won} of {row.settled}
      </td>
    </tr>
  );
}
