import type { NewsRow } from '../../../src/screen/desk-document.ts';
import type { FilmNews } from '../../../src/screen/film.ts';
import { hrefOf } from '../app/route.ts';
import { comparedNumbers } from '../format/compared.ts';
import { newsText, othersThanTold } from '../format/news-text.ts';
import { explained, explanationOf } from '../format/words.ts';
import { useRow } from '../live/use-desk.ts';
import { Empty, Tag, type Tone } from './layout.tsx';
import { When } from './when.tsx';

const NAMES: Readonly<Record<NewsRow['kind'], string>> = {
  order: 'order',
  denied: 'denied',
  skipped: 'no trade',
  canceled: 'canceled',
  fill: 'fill',
  market: 'market',
  risk: 'risk',
  notice: 'notice',
};

function toneOf({ kind, level }: NewsRow): Tone {
  if (level === 'error') return 'bad';
  if (level === 'warning' || kind === 'denied') return 'warn';
  return kind === 'fill' ? 'good' : kind === 'order' ? 'info' : 'plain';
}

/** What happened, newest first, each with why and the numbers that were compared. */
export function NewsList({ news, empty, isOfOneMarket = false, onFill }: NewsListProps) {
  if (news.length === 0) return <Empty>{empty}</Empty>;
  return (
    <ol className="news">
      {news.toReversed().map((row) => (
        <NewsItem
          key={row.entry}
          row={row}
          market={isOfOneMarket ? null : row.market}
          onFill={onFill}
        />
      ))}
    </ol>
  );
}

type NewsListProps = {
  readonly news: readonly FilmNews[];
  readonly empty: string;
  /** Its name is not told with each. */
  readonly isOfOneMarket?: boolean;
  /** What a click on a fill leads to; undefined: it is not to be clicked on. */
  readonly onFill?: ((row: FilmNews) => void) | undefined;
};

type NewsItemProps = {
  readonly row: FilmNews;
  readonly market: string | null;
  readonly onFill: NewsListProps['onFill'];
};

function NewsItem({ row, market, onFill }: NewsItemProps) {
  const { at, kind, strategy } = row;
  return (
    <li>
      <span className="muted small">
        {isOld(at) && <When at={at} style="day" />} <When at={at} />
      </span>
      <span>
        <Tag tone={toneOf(row)}>{NAMES[kind]}</Tag>
      </span>
      <div className="news-text">
        <p>
          {onFill !== undefined && row.kind === 'fill' && row.order !== null ? (
            <button type="button" className="link" onClick={() => onFill(row)}>
              {newsText(row)}
              <span className="visually-hidden">: why it was traded</span>
            </button>
          ) : (
            newsText(row)
          )}
        </p>
        <Why row={row} />
        <p className="muted small">
          {market !== null && <a href={hrefOf('markets', market)}>{market}</a>}
          {market !== null && strategy !== null && ' · '}
          {strategy}
        </p>
      </div>
    </li>
  );
}

/** A time of day alone would be taken for one of today. */
function isOld(at: number): boolean {
  return Date.now() * 1_000 - at > OLD;
}

const OLD = 18 * 3_600_000_000;

function Why({ row }: { readonly row: FilmNews }) {
  const { kind, code, order, decision } = row;
  if (kind === 'fill' && decision != null)
    return <Reason code={decision.code} numbers={othersThanTold(decision)} />;
  if (kind === 'fill') return order === null ? null : <WhyOfOrder order={order} />;
  if (kind === 'market' || kind === 'notice' || kind === 'risk') return null;
  return (
    <div className="small">
      <span className="muted">{explanationOf(code)}</span>
      <Numbers numbers={othersThanTold(row)} />
    </div>
  );
}

/** Why the order was sent that has been filled, while the desk still tells of it. */
function WhyOfOrder({ order }: { readonly order: number }) {
  const reason = useRow('orders', String(order))?.reason;
  if (reason === undefined) return null;
  return <Reason code={reason.code} numbers={reason.numbers} />;
}

function Reason({ code, numbers }: Pick<NewsRow, 'code' | 'numbers'>) {
  return (
    <div className="small">
      <span className="muted">Why: {explained(code)}</span>
      <Numbers numbers={numbers} />
    </div>
  );
}

/** The numbers that were compared, by name. */
export function Numbers({ numbers }: { readonly numbers: Readonly<Record<string, number>> }) {
  const compared = comparedNumbers(numbers);
  if (compared.length === 0) return null;
  return (
    <dl className="numbers">
      {compared.map(({ name, text, raw }) => (
        <div key={name} title={raw}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
