import type { PastDecision, PastFill } from '../../../src/server/dashboard/history.ts';
import { hrefOf } from '../app/route.ts';
import { shares, usd } from '../format/amount.ts';
import { hasWords } from '../format/has-words.ts';
import { explained, sentence, words } from '../format/words.ts';
import { useAnswer } from '../live/use-answer.ts';
import { Price, Unknown, Usd } from '../parts/amounts.tsx';
import { Answered } from '../parts/answered.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty, Panel, Scroll, Tag } from '../parts/layout.tsx';
import { ProvenanceTag } from '../parts/provenance-tag.tsx';
import { When } from '../parts/when.tsx';

type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null };
type Props = { readonly text: string };

const EVERY_MS = 5_000;
const UNSAID = 'its journal does not say';

/** The newest orders of all runs, with why they were sent and what became of them. */
export function PastOrders({ text }: Props) {
  return (
    <PastRows<PastDecision>
      title="All orders, the newest 300"
      caption="Orders of all runs"
      path="/api/orders?most=300"
      columns={ORDERS}
      keyOf={({ run, entry }) => `${run}/${entry}`}
      text={text}
    />
  );
}

/** The newest fills of all runs, with what the chain did with them. */
export function PastFills({ text }: Props) {
  return (
    <PastRows<PastFill>
      title="Fills, the newest 300"
      caption="Fills of all runs"
      path="/api/fills?most=300"
      columns={FILLS}
      keyOf={({ run, fill }) => `${run}/${fill}`}
      text={text}
    />
  );
}

type PastRowsProps<Row> = Props & {
  readonly title: string;
  readonly caption: string;
  readonly path: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
};

function PastRows<Row>({ title, caption, path, columns, keyOf, text }: PastRowsProps<Row>) {
  const answer = useAnswer<Page<Row>>(path, EVERY_MS);
  return (
    <Panel title={title} isFlush>
      <Answered answer={answer}>
        {({ rows }) => {
          const shown = rows.filter((row) => hasWords(row, text));
          if (shown.length === 0) return <Empty>None fits.</Empty>;
          return (
            <Scroll label={caption}>
              <DataTable caption={caption} columns={columns} rows={shown} keyOf={keyOf} />
            </Scroll>
          );
        }}
      </Answered>
    </Panel>
  );
}

/** What orders and fills have alike. */
const ABOUT: readonly Column<PastDecision | PastFill>[] = [
  { name: 'Market', isHead: true, cell: ({ market }) => <Market name={market} /> },
  { name: 'Strategy', cell: ({ strategy }) => strategy ?? <Unknown why={UNSAID} /> },
  {
    name: 'What',
    cell: ({ side, size, label }) => (
      <span className="nowrap">
        {sentence(side ?? '')} {size === null ? '' : shares(size)} {label}
      </span>
    ),
  },
  {
    name: 'Price',
    isNumber: true,
    cell: (row) => <Price value={row.price} why={UNSAID} />,
  },
];

const ORDERS: readonly Column<PastDecision>[] = [
  { name: 'Sent', cell: ({ time }) => <When at={time} style="moment" /> },
  ...ABOUT,
  {
    name: 'Filled',
    isNumber: true,
    cell: ({ filled }) => (filled === null ? <Unknown why={UNSAID} /> : shares(filled)),
  },
  {
    name: 'Became',
    cell: ({ status }) => (
      <Tag tone={status === 'filled' ? 'good' : status === 'rejected' ? 'bad' : 'plain'}>
        {status === null ? 'open' : words(status)}
      </Tag>
    ),
  },
  { name: 'Run', cell: ({ run }) => run },
  {
    name: 'Why',
    isRemark: true,
    cell: ({ message, reason }) => message ?? (reason === null ? '' : explained(reason)),
  },
];

const FILLS: readonly Column<PastFill>[] = [
  { name: 'Time', cell: ({ time }) => <When at={time} style="moment" /> },
  ...ABOUT,
  { name: 'Dollars', isNumber: true, cell: ({ amount }) => <Usd value={amount} why={UNSAID} /> },
  {
    name: 'Fee',
    isNumber: true,
    cell: ({ fee }) => (fee === null ? <Unknown why={UNSAID} /> : usd(fee)),
  },
  { name: 'As', cell: ({ liquidity }) => liquidity },
  { name: 'Seen', cell: ({ provenance }) => <ProvenanceTag provenance={provenance} /> },
  {
    name: 'On the chain',
    cell: ({ settlement }) => (
      <Tag tone={settlement === 'confirmed' ? 'good' : settlement === 'failed' ? 'bad' : 'warn'}>
        {settlement ?? 'waits'}
      </Tag>
    ),
  },
];

function Market({ name }: { readonly name: string | null }) {
  return name === null ? <Unknown why={UNSAID} /> : <a href={hrefOf('markets', name)}>{name}</a>;
}
