import { mulDiv, SCALE } from '../../../src/domain/units.ts';
import type { DeskDocument, PositionRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { price, shares, usd } from '../format/amount.ts';
import { Gain, Price, Unknown } from '../parts/amounts.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Tag } from '../parts/layout.tsx';

type Held = readonly [key: string, row: PositionRow];

/** What is held, what it cost and what it is worth now. */
export function PositionTable({ positions }: { readonly positions: DeskDocument['positions'] }) {
  return (
    <DataTable
      caption="Open positions"
      columns={COLUMNS}
      rows={Object.entries(positions)}
      keyOf={([key]) => key}
    />
  );
}

const COLUMNS: readonly Column<Held>[] = [
  {
    name: 'Market',
    isHead: true,
    cell: ([, { market }]) => <a href={hrefOf('markets', market)}>{market}</a>,
  },
  { name: 'Outcome', cell: ([, row]) => <Outcome row={row} /> },
  { name: 'Shares', isNumber: true, cell: ([, row]) => shares(row.shares) },
  {
    name: 'Settled',
    title: 'of these, final on the chain',
    isNumber: true,
    cell: ([, { settled }]) => shares(settled),
  },
  { name: 'Cost', isNumber: true, cell: ([, { cost }]) => usd(cost) },
  { name: 'Each', isNumber: true, cell: ([, row]) => price(eachOf(row), 1_000) },
  {
    name: 'Mark',
    isNumber: true,
    cell: ([, row]) => <Price value={row.mark} why={whyOf(row)} tick={1_000} />,
  },
  {
    name: 'Gain',
    isNumber: true,
    cell: ([, row]) => <Gain value={gainOf(row)} why={whyOf(row)} />,
  },
];

function Outcome({ row: { label, outcome, isAwaiting } }: { readonly row: PositionRow }) {
  return (
    <>
      {label ?? (outcome === null ? <Unknown why={UNHEARD} /> : `outcome ${outcome + 1}`)}{' '}
      {isAwaiting && <Tag tone="warn">awaits</Tag>}
    </>
  );
}

function eachOf({ shares: held, cost }: PositionRow): number {
  return held === 0 ? 0 : mulDiv(cost, SCALE, held, 'halfEven');
}

function gainOf({ shares: held, mark, cost }: PositionRow): number | null {
  return mark === null ? null : mulDiv(held, mark, SCALE, 'down') - cost;
}

function whyOf({ isAwaiting }: PositionRow): string {
  return isAwaiting ? 'its market is over and waits to be decided' : NO_MARK;
}

const UNHEARD = 'this run has not heard of its market yet';
const NO_MARK = 'a side of its book is empty, or the book is not trusted';
