import type { DeskRow, StrategyRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { NO_EQUITY } from '../app/top-bar.tsx';
import { usd } from '../format/amount.ts';
import type { Period } from '../format/past-net.ts';
import { offsetInWords, POSITIONS_AVERAGE, PROFIT_COUNTS } from '../format/profit-words.ts';
import { useDesk, useTable } from '../live/use-desk.ts';
import { type PastProfit, usePastProfit } from '../live/use-past-profit.ts';
import { Gain } from '../parts/amounts.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty, Scroll } from '../parts/layout.tsx';
import { StateTag } from './strategy-state.tsx';

type Named = readonly [name: string, row: StrategyRow];

/** What each strategy made, by period, with what it risks for that. */
export function ProfitTable() {
  const strategies = Object.entries(useTable('strategies'));
  const past = usePastProfit();
  const desk = useDesk();
  if (strategies.length === 0) return <Empty>No strategy runs.</Empty>;
  return (
    <>
      <Scroll label="Profit by strategy">
        <DataTable
          caption="Profit by strategy"
          columns={[...OWN, ...made(strategies), ...closed(strategies, past), ...done(strategies)]}
          rows={strategies}
          keyOf={([name]) => name}
        />
      </Scroll>
      {desk !== undefined && <Unrealized desk={desk} realized={sumOf(strategies, REALIZED)} />}
      <p className="muted small note-end">
        {PROFIT_COUNTS}{' '}
        {desk !== undefined && offsetInWords(sumOf(strategies, RISKED), desk.exposure)}
      </p>
    </>
  );
}

const OWN: readonly Column<Named>[] = [
  {
    name: 'Strategy',
    isHead: true,
    cell: ([name]) => <a href={hrefOf('strategies', name)}>{name}</a>,
    total: 'All',
  },
  { name: 'State', cell: ([, row]) => <StateTag row={row} /> },
];

const REALIZED = ({ realized }: StrategyRow) => realized;
const RISKED = ({ exposure }: StrategyRow) => exposure;
const TODAY = ({ today }: StrategyRow) => today;

function made(strategies: readonly Named[]): readonly Column<Named>[] {
  const column = (name: string, title: string, pick: (row: StrategyRow) => number) => ({
    ...{ name, title, isNumber: true },
    cell: ([, row]: Named) => <Gain value={pick(row)} why="" />,
    total: <Gain value={sumOf(strategies, pick)} why="" />,
  });
  const what = 'after fees; what is still open does not count';
  return [
    column('Realized today', `realized today, UTC, ${what}`, TODAY),
    column('this run', `realized since this run began, ${what}`, REALIZED),
  ];
}

const PERIODS: readonly (readonly [Period, string])[] = [
  ['week', 'Closed, 7 d'],
  ['month', '30 d'],
  ['all', 'ever'],
];

/** Of past runs as well. */
function closed(strategies: readonly Named[], past: PastProfit): readonly Column<Named>[] {
  const all = (period: Period) =>
    strategies.reduce<number | null>((total, [name]) => {
      const net = past.net(name, period);
      return total === null || net === null ? null : total + net;
    }, 0);
  return PERIODS.map(([period, name]) => ({
    ...{ name, isNumber: true },
    title: 'trades that are over, of all runs, after fees',
    cell: ([strategy]) => <Gain value={past.net(strategy, period)} why={past.why} />,
    total: <Gain value={all(period)} why={past.why} />,
  }));
}

function done(strategies: readonly Named[]): readonly Column<Named>[] {
  const sum = (pick: (row: StrategyRow) => number) => sumOf(strategies, pick);
  return [
    {
      name: 'Can lose',
      title: 'if everything open ends worst; in one market strategies may offset each other',
      isNumber: true,
      cell: ([, { exposure }]) => usd(exposure),
      total: usd(sum(({ exposure }) => exposure)),
    },
    {
      name: 'Fills',
      isNumber: true,
      cell: ([, { fills }]) => fills,
      total: sum(({ fills }) => fills),
    },
    {
      name: 'Won',
      title: 'of the markets that are decided',
      isNumber: true,
      cell: ([, { won, settled }]) => `${won} of ${settled}`,
      total: `${sum(({ won }) => won)} of ${sum(({ settled }) => settled)}`,
    },
  ];
}

function sumOf(strategies: readonly Named[], pick: (row: StrategyRow) => number): number {
  return strategies.reduce((total, [, row]) => total + pick(row), 0);
}

type UnrealizedProps = { readonly desk: DeskRow; readonly realized: number };

/** Why what is realized is not what equity has moved by. */
function Unrealized({ desk: { equity, worthAtStart }, realized }: UnrealizedProps) {
  if (equity === null) {
    return (
      <p className="muted small note-end">
        Only what is sold or paid out counts here; of the rest: {NO_EQUITY}.
      </p>
    );
  }
  const moved = equity - worthAtStart;
  return (
    <p className="muted small note-end">
      Equity moved by <Gain value={moved} why="" /> this run. <Gain value={realized} why="" /> of it
      is sold or paid out and counts here; <Gain value={moved - realized} why="" /> is what is held,
      at the midpoint of now, against what its strategies paid. {POSITIONS_AVERAGE}
    </p>
  );
}
