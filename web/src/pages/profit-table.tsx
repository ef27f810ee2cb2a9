import type { StrategyRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { NO_EQUITY } from '../app/top-bar.tsx';
import { usd } from '../format/amount.ts';
import { sentence } from '../format/words.ts';
import { useDesk, useTable } from '../live/use-desk.ts';
import { type PastProfit, type Period, usePastProfit } from '../live/use-past-profit.ts';
import { Gain } from '../parts/amounts.tsx';
import { Empty, Scroll } from '../parts/layout.tsx';
import { StateTag } from './strategy-state.tsx';

const COLUMNS = [
  ['Realized today', 'today, UTC, after fees; what is still open does not count'],
  ['This run', 'realized since this run began, after fees; what is still open does not count'],
  ['Closed, 7 d', 'trades that are over, of all runs, after fees'],
  ['30 d', 'trades that are over, of all runs, after fees'],
  ['ever', 'trades that are over, of all runs, after fees'],
  ['Can lose', 'if everything that is open ends worst'],
  ['Fills', ''],
  ['Won', 'of the markets that are decided'],
] as const;

const PERIODS: readonly Period[] = ['week', 'month', 'all'];

/** What each strategy made, by period, with what it risks for that. */
export function ProfitTable() {
  const strategies = Object.entries(useTable('strategies'));
  const past = usePastProfit();
  if (strategies.length === 0) return <Empty>No strategy runs.</Empty>;
  return (
    <>
      <Scroll label="Profit by strategy">
        <table>
          <caption>Profit by strategy</caption>
          <thead>
            <tr>
              <th scope="col">Strategy</th>
              <th scope="col">State</th>
              {COLUMNS.map(([name, title]) => (
                <th key={name} scope="col" className="num" title={title}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {strategies.map(([name, row]) => (
              <ProfitRow key={name} name={name} row={row} past={past} />
            ))}
          </tbody>
          <Total strategies={strategies} past={past} />
        </table>
      </Scroll>
      <Unrealized realized={sumOf(strategies, ({ realized }) => realized)} />
    </>
  );
}

type ProfitRowProps = {
  readonly name: string;
  readonly row: StrategyRow;
  readonly past: PastProfit;
};

function ProfitRow({ name, row, past }: ProfitRowProps) {
  return (
    <tr>
      <th scope="row">
        <a href={hrefOf('strategies', name)}>{name}</a>
      </th>
      <td>
        <StateTag row={row} />
      </td>
      <Money value={row.today} />
      <Money value={row.realized} />
      {PERIODS.map((period) => (
        <Money key={period} value={past.net(name, period)} why={past.why} />
      ))}
      <td className="num">{usd(row.exposure)}</td>
      <td className="num">{row.fills}</td>
      <td className="num">
        {row.won} of {row.settled}
      </td>
    </tr>
  );
}

type TotalProps = {
  readonly strategies: Named;
  readonly past: PastProfit;
};

function Total({ strategies, past }: TotalProps) {
  const sum = (pick: (row: StrategyRow) => number) => sumOf(strategies, pick);
  const ofPast = (period: Period) =>
    strategies.reduce<number | null>((total, [name]) => {
      const net = past.net(name, period);
      return total === null || net === null ? null : total + net;
    }, 0);
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={2}>
          All
        </th>
        <Money value={sum(({ today }) => today)} />
        <Money value={sum(({ realized }) => realized)} />
        {PERIODS.map((period) => (
          <Money key={period} value={ofPast(period)} why={past.why} />
        ))}
        <td className="num" title="strategies in one market may offset each other">
          {usd(sum(({ exposure }) => exposure))}
        </td>
        <td className="num">{sum(({ fills }) => fills)}</td>
        <td className="num">
          {sum(({ won }) => won)} of {sum(({ settled }) => settled)}
        </td>
      </tr>
    </tfoot>
  );
}

type Named = readonly (readonly [string, StrategyRow])[];

function sumOf(strategies: Named, pick: (row: StrategyRow) => number): number {
  return strategies.reduce((total, [, row]) => total + pick(row), 0);
}

/** Why what is realized is not what equity has moved by. */
function Unrealized({ realized }: { readonly realized: number }) {
  const desk = useDesk();
  if (desk === undefined) return null;
  const { equity, worthAtStart } = desk;
  const made = equity === null ? null : equity - worthAtStart;
  return (
    <p className="muted small note-end">
      {made === null ? (
        <>Only what is sold or paid out counts here. {sentence(NO_EQUITY)}.</>
      ) : (
        <>
          Equity moved by <Gain value={made} why="" /> this run: <Gain value={realized} why="" /> is
          sold or paid out and counts here; <Gain value={made - realized} why="" /> is what is held,
          at the midpoint of now, against what it cost.
        </>
      )}
    </p>
  );
}

function Money({ value, why = '' }: { readonly value: number | null; readonly why?: string }) {
  return (
    <td className="num">
      <Gain value={value} why={why} />
    </td>
  );
}
