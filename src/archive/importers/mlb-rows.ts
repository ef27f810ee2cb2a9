import { parseTokenId, type TokenId } from '../../domain/ids.ts';
import { columnsOf, csvHeader, csvRows } from './csv-rows.ts';

const COLUMNS = [
  'market_slug',
  'asset_id',
  'event_type',
  'price',
  'side',
  'size',
  'hash',
  'timestamp',
] as const;

/** One level of one message; `token` is undefined when the row cannot be read at all. */
export type GameRow = {
  readonly line: number;
  readonly raw: string;
  readonly token: TokenId | undefined;
  readonly slug: string;
  readonly hasMarketId: boolean;
  /** Name of the team, in files that tell it. */
  readonly label: string | undefined;
  readonly type: string;
  readonly side: string;
  readonly price: string;
  readonly size: string;
  readonly hash: string;
  readonly time: string;
};

/** Where the columns are: the recorder wrote two layouts, so the header is read. */
export function gameColumns(header: readonly string[]) {
  return columnsOf(header, COLUMNS);
}

/** Rows of one file; none when the header is not one of the recorder's. */
export function* gameRows(text: string): Generator<GameRow> {
  const header = csvHeader(text.slice(0, text.indexOf('\n')));
  const at = gameColumns(header);
  if (at === undefined) return;
  const label = header.indexOf('outcome_name');
  const marketId = header.indexOf('market_id');
  for (const { line, fields, raw } of csvRows(text)) {
    const field = (position: number) => fields[position] ?? '';
    const token = parseTokenId(field(at.asset_id));
    yield {
      line,
      raw,
      token: token.ok && fields.length === header.length ? token.value : undefined,
      slug: field(at.market_slug),
      hasMarketId: field(marketId) !== '',
      label: label < 0 ? undefined : field(label),
      type: field(at.event_type),
      side: field(at.side).toLowerCase(),
      price: field(at.price),
      size: field(at.size),
      hash: field(at.hash),
      time: field(at.timestamp),
    };
  }
}
