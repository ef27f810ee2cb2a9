import { useState } from 'react';
import { isClosed } from '../../../src/domain/order-status.ts';
import type { OrderRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { price, shares } from '../format/amount.ts';
import { explained, sentence, words } from '../format/words.ts';
import { useTable } from '../live/use-desk.ts';
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

/** Whether each word stands somewhere in the row. */
export function hasWords(row: unknown, text: string): boolean {
  const told = JSON.stringify(row).toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => told.includes(word));
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
          <OrderTable orders={orders} />
        </Scroll>
      )}
    </Panel>
  );
}

type Numbered = { readonly id: number; readonly row: OrderRow };

function OrderTable({ orders }: { readonly orders: readonly Numbered[] }) {
  return (
    <table>
      <caption>Open and newest orders</caption>
      <thead>
        <tr>
          <th scope="col" className="num">
            Order
          </th>
          <th scope="col">Market</th>
          <th scope="col">Strategy</th>
          <th scope="col">What</th>
          <th scope="col" className="num">
            Price
          </th>
          <th scope="col" className="num">
            Filled
          </th>
          <th scope="col">Status</th>
          <th scope="col">On the chain</th>
          <th scope="col">Sent</th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        {orders.map(({ id, row }) => (
          <Order key={id} id={id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Order({ id, row }: Numbered) {
  const { market, strategy, side, size, label, outcome, filled, reason } = row;
  const terms = `${row.timeInForce}${row.postOnly ? ', post-only' : ''}`;
  return (
    <tr>
      <td className="num" title={row.venueId ?? 'the venue has given it no number yet'}>
        {id}
      </td>
      <th scope="row">
        <a href={hrefOf('markets', market)}>{market}</a>
      </th>
      <td>{strategy}</td>
      <td title={`${explained(reason.code)} (${terms})`} className="nowrap">
        {sentence(side)} {shares(size)} {label ?? `outcome ${outcome + 1}`}
      </td>
      <td className="num">{price(row.price, row.price % 10_000 === 0 ? 10_000 : 100)}</td>
      <td className="num">{shares(filled)}</td>
      <td>
        <Status row={row} />
      </td>
      <td className="nowrap">
        <Settlement {...row} />
      </td>
      <td>
        <When at={row.submittedAt} />
      </td>
      <td>
        <When at={row.changedAt} />
      </td>
    </tr>
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
