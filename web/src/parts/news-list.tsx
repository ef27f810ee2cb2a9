import type { NewsRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { comparedNumbers } from '../format/compared.ts';
import { newsText, othersThanTold } from '../format/news-text.ts';
import { explained } from '../format/words.ts';
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
export function NewsList({ news, empty, isOfOneMarket = false }: NewsListProps) {
  if (news.length === 0) return <Empty>{empty}</Empty>;
  return (
    <ol className="news">
      {news.toReversed().map((row) => (
        <NewsItem key={row.entry} row={row} market={isOfOneMarket ? null : row.market} />
      ))}
    </ol>
  );
}

type NewsListProps = {
  readonly news: readonly NewsRow[];
  readonly empty: string;
  /** Its name is not told with each. */
  readonly isOfOneMarket?: boolean;
};

type NewsItemProps = { readonly row: NewsRow; readonly market: string | null };

function NewsItem({ row, market }: NewsItemProps) {
  const { at, kind, strategy } = row;
  return (
    <li>
      <span className="muted small">
        <When at={at} />
      </span>
      <span>
        <Tag tone={toneOf(row)}>{NAMES[kind]}</Tag>
      </span>
      <div className="news-text">
        <p>{newsText(row)}</p>
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

const DECIDED: ReadonlySet<NewsRow['kind']> = new Set(['order', 'denied', 'skipped', 'canceled']);

function Why({ row }: { readonly row: NewsRow }) {
  if (!DECIDED.has(row.kind)) return null;
  return (
    <div className="small">
      <span className="muted">{explained(row.code)}</span>
      <Numbers numbers={othersThanTold(row)} />
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
