import type { PastDecision, PastFill } from '../../../src/server/dashboard/history.ts';
import { hrefOf } from '../app/route.ts';
import { shares, usd } from '../format/amount.ts';
import { explained, sentence, words } from '../format/words.ts';
import { useAnswer } from '../live/use-answer.ts';
import { Price, Unknown, Usd } from '../parts/amounts.tsx';
import { Answered } from '../parts/answered.tsx';
import { Empty, Panel, Scroll, Tag } from '../parts/layout.tsx';
import { When } from '../parts/when.tsx';
import { hasWords } from './orders-page.tsx';

type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null };
type Props = { readonly text: string };

const EVERY_MS = 5_000;
const UNSAID = 'its journal does not say';

/** The newest orders of all runs, with why they were sent and what became of them. */
export function PastOrders({ text }: Props) {
  const answer = useAnswer<Page<PastDecision>>('/api/orders?most=300', EVERY_MS);
  return (
    <Panel title="All orders, the newest 300" isFlush>
      <Answered answer={answer}>
        {({ rows }) => {
          const shown = rows.filter((row) => hasWords(row, text));
          if (shown.length === 0) return <Empty>No order fits.</Empty>;
          return (
            <Scroll label="Orders of all runs">
              <table>
                <caption>Orders of all runs</caption>
                <thead>
                  <tr>
                    <th scope="col">Sent</th>
                    <th scope="col">Market</th>
                    <th scope="col">Strategy</th>
                    <th scope="col">What</th>
                    <th scope="col" className="num">
                      Price
                    </th>
                    <th scope="col" className="num">
                      Filled
                    </th>
                    <th scope="col">Became</th>
                    <th scope="col">Why</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row) => (
                    <PastOrder key={`${row.run}/${row.entry}`} row={row} />
                  ))}
                </tbody>
              </table>
            </Scroll>
          );
        }}
      </Answered>
    </Panel>
  );
}

function PastOrder({ row }: { readonly row: PastDecision }) {
  const { time, market, strategy, side, size, label, filled, status, message, reason } = row;
  return (
    <tr>
      <td>
        <When at={time} style="moment" />
      </td>
      <th scope="row">
        <Market name={market} />
      </th>
      <td>{strategy ?? <Unknown why={UNSAID} />}</td>
      <td className="nowrap">
        {sentence(side ?? '')} {size === null ? '' : shares(size)} {label}
      </td>
      <td className="num">
        <Price value={row.price} why={UNSAID} />
      </td>
      <td className="num">{filled === null ? <Unknown why={UNSAID} /> : shares(filled)}</td>
      <td>
        <Tag tone={status === 'filled' ? 'good' : status === 'rejected' ? 'bad' : 'plain'}>
          {status === null ? 'open' : words(status)}
        </Tag>
      </td>
      <td className="muted small">{message ?? (reason === null ? '' : explained(reason))}</td>
    </tr>
  );
}

function Market({ name }: { readonly name: string | null }) {
  return name === null ? <Unknown why={UNSAID} /> : <a href={hrefOf('markets', name)}>{name}</a>;
}

/** The newest fills of all runs, with what the chain did with them. */
export function PastFills({ text }: Props) {
  const answer = useAnswer<Page<PastFill>>('/api/fills?most=300', EVERY_MS);
  return (
    <Panel title="Fills, the newest 300" isFlush>
      <Answered answer={answer}>
        {({ rows }) => {
          const shown = rows.filter((row) => hasWords(row, text));
          if (shown.length === 0) return <Empty>No fill fits.</Empty>;
          return (
            <Scroll label="Fills of all runs">
              <table>
                <caption>Fills of all runs</caption>
                <thead>
                  <tr>
                    <th scope="col">Time</th>
                    <th scope="col">Market</th>
                    <th scope="col">Strategy</th>
                    <th scope="col">What</th>
                    <th scope="col" className="num">
                      Price
                    </th>
                    <th scope="col" className="num">
                      Dollars
                    </th>
                    <th scope="col" className="num">
                      Fee
                    </th>
                    <th scope="col">As</th>
                    <th scope="col">On the chain</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row) => (
                    <Fill key={`${row.run}/${row.fill}`} row={row} />
                  ))}
                </tbody>
              </table>
            </Scroll>
          );
        }}
      </Answered>
    </Panel>
  );
}

function Fill({ row }: { readonly row: PastFill }) {
  const { time, market, strategy, side, size, label, fee, liquidity, settlement } = row;
  return (
    <tr>
      <td>
        <When at={time} style="moment" />
      </td>
      <th scope="row">
        <Market name={market} />
      </th>
      <td>{strategy ?? <Unknown why={UNSAID} />}</td>
      <td className="nowrap">
        {sentence(side ?? '')} {size === null ? '' : shares(size)} {label}
      </td>
      <td className="num">
        <Price value={row.price} why={UNSAID} />
      </td>
      <td className="num">
        <Usd value={row.amount} why={UNSAID} />
      </td>
      <td className="num">{fee === null ? <Unknown why={UNSAID} /> : usd(fee)}</td>
      <td>{liquidity}</td>
      <td>
        <Tag tone={settlement === 'confirmed' ? 'good' : settlement === 'failed' ? 'bad' : 'warn'}>
          {settlement ?? 'waits'}
        </Tag>
      </td>
    </tr>
  );
}
