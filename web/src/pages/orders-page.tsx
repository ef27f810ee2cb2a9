import { useState } from 'react';
import { isClosed } from '../../../src/domain/order-status.ts';
import type { OrderRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { price, shares } from '../format/amount.ts';
import { hasWords } from '../format/has-words.ts';
import { explained, sentence, words } from '../format/words.ts';
import { useTable } from '../live/use-desk.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Choice, Empty, PageHead, Panel, Scroll, Tag, type Tone } from '../parts/layout.tsx';
import { When } from '../parts/when.tsx';
import { CsvLink } from './csv-link.tsx';
import { PastFills, PastOrders } from './past-orders.tsx';

const VIEWS = [
  ['now', 'Now'],
  ['orders', 'All orders'],
  ['fills', 'Fills'],
] as const;

type View = (typeof VIEWS)[number][0];

/** The life of each order, what nobody knows of it yet, and what the chain made of its fills. */
export function OrdersPage() {
  const [view, setView] = useState<View>('now');
  const [text, setText] = useState('');
  return (
    <>
      <PageHead title="Orders and trades">
        <CsvLink />
      </PageHead>
      <div className="filters">
        <input
          type="search"
          aria-label="Search orders"
          placeholder="Strategy, market, status ( / )"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Choice label="Which" options={VIEWS} value={view} onChoose={setView} />
      </div>
      {view === 'now' && <Now text={text} />}
      {view === 'orders' && <PastOrders text={text} />}
      {view === 'fills' && <PastFills text={text} />}
    </>
  );
}

function Now({ text }: { readonly text: string }) {
  const orders = Object.entries(useTable('orders'))
    .map(([id, row]) => ({ id: Number(id), row }))
    .filter(({ row }) => hasWords(row, text))
    .toSorted(
      (a, b) => Number(isClosed(a.row.status)) - Number(isClosed(b.row.status)) || b.id - a.id,
    );
  const unknown = orders.filter(({ row }) => row.isUnknown).length;
  return (
    <Panel
      title={`Open and newest orders (${orders.length})`}
      isFlush
      aside={
        unknown > 0 ? (
          <Tag tone="bad">{unknown} of unknown outcome</Tag>
        ) : (
          <span className="muted small">no outcome is unknown</span>
        )
      }
    >
      {orders.length === 0 ? (
        <Empty>No order is open, and none fits.</Empty>
      ) : (
        <Scroll label="Orders">
          <DataTable
            caption="Open and newest orders"
            columns={COLUMNS}
            rows={orders}
            keyOf={({ id }) => id}
          />
        </Scroll>
      )}
    </Panel>
  );
}

type Numbered = { readonly id: number; readonly row: OrderRow };

const COLUMNS: readonly Column<Numbered>[] = [
  {
    name: 'Order',
    isNumber: true,
    cell: ({ id, row }) => (
      <span title={row.venueId ?? 'the venue has given it no number yet'}>{id}</span>
    ),
  },
  {
    name: 'Market',
    isHead: true,
    cell: ({ row: { market } }) => <a href={hrefOf('markets', market)}>{market}</a>,
  },
  { name: 'Strategy', cell: ({ row: { strategy } }) => strategy },
  { name: 'What', cell: ({ row }) => <What row={row} /> },
  {
    name: 'Price',
    isNumber: true,
    cell: ({ row }) => price(row.price, row.price % 10_000 === 0 ? 10_000 : 100),
  },
  { name: 'Filled', isNumber: true, cell: ({ row: { filled } }) => shares(filled) },
  { name: 'Status', cell: ({ row }) => <Status row={row} /> },
  { name: 'On the chain', cell: ({ row }) => <Settlement {...row} /> },
  { name: 'Sent', cell: ({ row: { submittedAt } }) => <When at={submittedAt} /> },
  { name: 'Changed', cell: ({ row: { changedAt } }) => <When at={changedAt} /> },
];

function What({ row }: { readonly row: OrderRow }) {
  const { side, size, label, outcome, reason, timeInForce, postOnly } = row;
  const terms = `${timeInForce}${postOnly ? ', post-only' : ''}`;
  return (
    <span title={`${explained(reason.code)} (${terms})`} className="nowrap">
      {sentence(side)} {shares(size)} {label ?? `outcome ${outcome + 1}`}
    </span>
  );
}

const TONES: Readonly<Record<OrderRow['status'], Tone>> = {
  initialized: 'plain',
  submitted: 'info',
  accepted: 'info',
  pendingCancel: 'warn',
  filled: 'good',
  canceled: 'plain',
  expired: 'plain',
  rejected: 'bad',
  denied: 'warn',
};

function Status({ row: { status, isUnknown } }: { readonly row: OrderRow }) {
  if (isUnknown) {
    return (
      <Tag tone="bad" title="Nobody knows whether the venue has it: a query has to tell.">
        outcome unknown
      </Tag>
    );
  }
  return <Tag tone={TONES[status]}>{status === 'pendingCancel' ? 'canceling' : status}</Tag>;
}

function Settlement({ status, settlement }: Pick<OrderRow, 'status' | 'settlement'>) {
  const told = Object.entries(settlement);
  if (told.length === 0) {
    return <span className="muted">{isClosed(status) ? 'no fill' : 'no fill yet'}</span>;
  }
  return told.map(([state, count]) => (
    <span key={state} className={state === 'failed' ? 'down' : ''}>
      {count} {words(state)}{' '}
    </span>
  ));
}
