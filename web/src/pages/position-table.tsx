import { mulDiv, SCALE } from '../../../src/domain/units.ts';
import type { DeskDocument, PositionRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { price, shares, usd } from '../format/amount.ts';
import { Gain, Price, Unknown } from '../parts/amounts.tsx';
import { Tag } from '../parts/layout.tsx';

/** What is held, what it cost and what it is worth now. */
export function PositionTable({ positions }: { readonly positions: DeskDocument['positions'] }) {
  return (
    <table>
      <caption>Open positions</caption>
      <thead>
        <tr>
          <th scope="col">Market</th>
          <th scope="col">Outcome</th>
          <th scope="col" className="num">
            Shares
          </th>
          <th scope="col" className="num" title="of these, final on the chain">
            Settled
          </th>
          <th scope="col" className="num">
            Cost
          </th>
          <th scope="col" className="num">
            Each
          </th>
          <th scope="col" className="num">
            Mark
          </th>
          <th scope="col" className="num">
            Gain
          </th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(positions).map(([key, row]) => (
          <Position key={key} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Position({ row }: { readonly row: PositionRow }) {
  const { market, label, outcome, cost, mark, isAwaiting } = row;
  const worth = mark === null ? null : mulDiv(row.shares, mark, SCALE, 'down');
  const each = row.shares === 0 ? 0 : mulDiv(cost, SCALE, row.shares, 'halfEven');
  const why = isAwaiting ? 'its market is over and waits to be decided' : NO_MARK;
  return (
    <tr>
      <th scope="row">
        <a href={hrefOf('markets', market)}>{market}</a>
      </th>
      <td>
        {label ?? (outcome === null ? <Unknown why={UNHEARD} /> : `outcome ${outcome + 1}`)}{' '}
        {isAwaiting && <Tag tone="warn">awaits</Tag>}
      </td>
      <td className="num">{shares(row.shares)}</td>
      <td className="num">{shares(row.settled)}</td>
      <td className="num">{usd(cost)}</td>
      <td className="num">{price(each, 1_000)}</td>
      <td className="num">
        <Price value={mark} why={why} tick={1_000} />
      </td>
      <td className="num">
        <Gain value={worth === null ? null : worth - cost} why={why} />
      </td>
    </tr>
  );
}

const UNHEARD = 'this run has not heard of its market yet';
const NO_MARK = 'a side of its book is empty, or the book is not trusted';
