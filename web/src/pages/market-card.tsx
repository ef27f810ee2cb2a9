import type { MarketRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { shares } from '../format/amount.ts';
import { useRow } from '../live/use-desk.ts';
import { Percent, Price } from '../parts/amounts.tsx';
import { NO_PROBABILITY, PhaseTag, TimeLeft, Velocity } from './market-state.tsx';

/** One market: it alone is drawn anew when it moves. */
export function MarketCard({ slug }: { readonly slug: string }) {
  const row = useRow('markets', slug);
  if (row === undefined) return null;
  const { question, labels, probability, bid, ask, tick } = row;
  const spread = bid === null || ask === null ? null : ask - bid;
  return (
    <a className="card" href={hrefOf('markets', slug)}>
      <span className="stack">
        <span className="card-title">{question ?? slug}</span>
        <span className="split small">
          <PhaseTag row={row} />
          <TimeLeft row={row} />
        </span>
      </span>
      <span className="stack">
        <span className="card-main">
          <span>
            <span className="muted small">{labels[0] ?? 'first outcome'} </span>
            <span className="big">
              <Percent value={probability} why={NO_PROBABILITY} />
            </span>
          </span>
          <span className="small">
            <Velocity row={row} />
          </span>
        </span>
        <span className={probability === null ? 'odds none' : 'odds'} aria-hidden="true">
          <span style={{ width: `${(probability ?? 0) / 10_000}%` }} />
        </span>
      </span>
      <span className="card-facts">
        <span>
          <Price value={bid} why={NO_BID} tick={tick} /> /{' '}
          <Price value={ask} why={NO_ASK} tick={tick} />
        </span>
        <span>
          spread <Price value={spread} why="a side of the book is empty" tick={tick} />
        </span>
        <Ours row={row} />
      </span>
    </a>
  );
}

const NO_BID = 'nobody bids';
const NO_ASK = 'nobody asks';

function Ours({ row: { held, openOrders, labels } }: { readonly row: MarketRow }) {
  const parts = held.flatMap((count, i) =>
    count === 0 ? [] : [`${shares(count)} ${labels[i] ?? `outcome ${i + 1}`}`],
  );
  if (openOrders > 0) parts.push(`${openOrders} open`);
  return <strong className={parts.length > 0 ? 'ours' : ''}>{parts.join(' · ')}</strong>;
}
