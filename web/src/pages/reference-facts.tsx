import type { MarketRow, ReferenceRow } from '../../../src/screen/desk-document.ts';
import { units } from '../format/amount.ts';
import { Unknown } from '../parts/amounts.tsx';
import { When } from '../parts/when.tsx';

/** The price that decides a market, against its strike. */
export function ReferenceFacts({ row }: { readonly row: MarketRow }) {
  const { reference } = row;
  if (reference === null) {
    return <p className="muted small">No reference price is known to decide this market.</p>;
  }
  const { feed, price, at, strike } = reference;
  return (
    <dl className="facts">
      <div className="fact">
        <dt>{feed}</dt>
        <dd>{price === null ? <Unknown why="the feed has not told one yet" /> : dear(price)}</dd>
      </div>
      <div className="fact">
        <dt>Strike</dt>
        <dd>
          {strike === null ? <Unknown why="it is not fixed, or not heard, yet" /> : dear(strike)}
        </dd>
      </div>
      <div className="fact">
        <dt>Difference</dt>
        <dd>
          <Difference reference={reference} />
        </dd>
      </div>
      <div className="fact">
        <dt>Heard</dt>
        <dd>
          <When at={at} why="never" />
        </dd>
      </div>
    </dl>
  );
}

function Difference({ reference: { price, strike } }: { readonly reference: ReferenceRow }) {
  if (price === null || strike === null) return <Unknown why="one of the two is not known" />;
  const difference = price - strike;
  const tone = difference > 0 ? 'up' : difference < 0 ? 'down' : '';
  return (
    <span className={tone}>
      {difference > 0 ? '+' : ''}
      {dear(difference, price)}
    </span>
  );
}

/** As many decimals as say something: dear things two, cheap ones more. */
export function dear(price: number, like = price): string {
  const size = Math.abs(like);
  return units(price, size >= 100_000_000 ? 2 : size >= 1_000_000 ? 4 : 6);
}
