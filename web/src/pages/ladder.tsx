import type {
  LadderLevel,
  MarketDocument,
  RestingOrder,
} from '../../../src/screen/market-document.ts';
import { price as priceText, shares } from '../format/amount.ts';
import { missingOfBook } from '../format/trust-words.ts';
import { Unknown } from '../parts/amounts.tsx';
import { Scroll } from '../parts/layout.tsx';

/** Levels of each side that are shown. */
const LEVELS = 11;

type Labels = readonly [string | null, string | null];
type LadderProps = { readonly market: MarketDocument; readonly labels: Labels };

/** The live book, asks above bids, with our orders where they rest. */
export function Ladder({ market, labels }: LadderProps) {
  const { bids, asks, mine, tick, untrusted, isTrusted } = market;
  const shownAsks = asks.slice(0, LEVELS).toReversed();
  const shownBids = bids.slice(0, LEVELS);
  const largest = Math.max(1, ...[...shownAsks, ...shownBids].map(({ size }) => size ?? 0));
  const level = (side: 'bid' | 'ask') => (found: LadderLevel) => (
    <Level
      key={`${side}${found.price}`}
      side={side}
      level={found}
      largest={largest}
      tick={tick}
      mine={mine.filter(
        (order) => order.price === found.price && order.in === (side === 'bid' ? 0 : 1),
      )}
      labels={labels}
    />
  );
  const [bid, ask] = [bids[0]?.price, asks[0]?.price];
  return (
    <Scroll label="Live book">
      <table className="ladder">
        <caption>Live book, best prices in the middle</caption>
        <thead>
          <tr>
            <th scope="col" className="num">
              Shares
            </th>
            <th scope="col" className="num">
              Price
            </th>
            <th scope="col">Ours</th>
          </tr>
        </thead>
        <tbody>
          {shownAsks.map(level('ask'))}
          <tr className="spread">
            <td colSpan={3}>
              {!isTrusted && (
                <strong className="warn-text distrust">
                  not trusted: {missingOfBook(untrusted)}
                </strong>
              )}
              {bid === undefined || ask === undefined
                ? 'a side is empty'
                : `spread ${priceText(ask - bid, tick)}`}
            </td>
          </tr>
          {shownBids.map(level('bid'))}
        </tbody>
      </table>
    </Scroll>
  );
}

type LevelProps = {
  readonly side: 'bid' | 'ask';
  readonly level: LadderLevel;
  readonly largest: number;
  readonly tick: number;
  readonly mine: readonly RestingOrder[];
  readonly labels: Labels;
};

function Level({ side, level: { price, size }, largest, tick, mine, labels }: LevelProps) {
  return (
    <tr data-side={side}>
      <td className="num depth">
        <i style={{ width: `${((size ?? 0) / largest) * 100}%` }} />
        <span>
          {size === null ? <Unknown why="the source does not say how much" /> : shares(size)}
        </span>
      </td>
      <td className="num at">{priceText(price, tick)}</td>
      <td className="mine">
        {mine.map((order) => (
          <Mine key={order.order} order={order} labels={labels} />
        ))}
      </td>
    </tr>
  );
}

function Mine({ order, labels }: { readonly order: RestingOrder; readonly labels: Labels }) {
  const { left, side, outcome, strategy, ahead, order: id } = order;
  const label = labels[outcome] ?? `outcome ${outcome + 1}`;
  const title = `order ${id} of ${strategy}: ${side} ${shares(left)} ${label}`;
  return (
    <span className="mine-order" title={title}>
      {side} {shares(left)} {label}{' '}
      <span className="muted">
        {ahead === null ? (
          <>
            <Unknown why="the venue does not say how much is ahead" /> ahead
          </>
        ) : (
          `${shares(ahead)} ahead`
        )}
      </span>
    </span>
  );
}
