import type { TokenId } from '../../domain/ids.ts';
import type { Sourced } from '../../domain/market.ts';
import { UNTOLD } from '../../domain/market-facts.ts';
import { minimumSizeOn } from '../../domain/minimum-size-calendar.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { parsePrice, parseShares, type Timestamp } from '../../domain/units.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';
import type { At, InputFile, MarketNumber, UnitWriter } from '../importer.ts';
import { BestPrices } from './best-prices.ts';
import { readGzip } from './gzip-file.ts';
import { type GameRow, gameRows } from './mlb-rows.ts';
import { writeWholeBook } from './whole-book.ts';

/** One market's files. The slug of a file may contradict its tokens. */
export type Game = {
  slug: string;
  rows: number;
  readonly tokens: readonly TokenId[];
  readonly files: { readonly file: InputFile; readonly slug: string }[];
};

/**
 * Rows of equal type, token, hash and time: what the venue sent at once. Of type `lost`: a row that
 * cannot be read stood there.
 */
type Message = {
  readonly file: string;
  readonly time: Timestamp;
  /** Undefined: a lost row that may have been of either. */
  readonly token: TokenId | undefined;
  readonly type: string;
  readonly rows: Map<string, GameRow>;
};

const SIDES: Readonly<Record<string, BookSide>> = { bid: BID, ask: ASK };
const TIME = /^[1-9]\d{12}$/;
const MICROS_PER_MS = 1_000;
/** Markets of games are held back, other sports markets are not: no rule of the category. */
const TAKER_DELAY: Sourced<number> = {
  value: 3_000,
  source:
    'Gamma secondsDelay, read 2026-02-07: 3 in all 210 markets of games seen, of 2024-09-15 to ' +
    '2026-03-18, four of baseball in 2025 among them',
};

/** Imports one game: messages in the order of the venue's clock, bad rows to quarantine. */
export async function readGame(game: Game, writer: UnitWriter, wire: VenueWire): Promise<void> {
  const labels: [string | undefined, string | undefined] = [undefined, undefined];
  const parts: Message[][] = [];
  let done = 0;
  for (const { file, slug } of game.files) {
    const text = (await readGzip(file)).toString('utf8');
    const rows = [...gameRows(text)];
    if (slug !== game.slug) writer.defect('file_named_after_another_game', rows.length);
    for (const row of rows) {
      const outcome = row.token === undefined ? -1 : game.tokens.indexOf(row.token);
      if (outcome >= 0 && outcome < 2 && row.label !== undefined) labels[outcome] = row.label;
    }
    const part: Message[] = [];
    gather(file.name, rows, game, part, writer);
    parts.push(part);
    done += rows.length;
    writer.progress(done);
  }
  // Names of files do not tell which recording came first.
  parts.sort((a, b) => (a[0]?.time ?? 0) - (b[0]?.time ?? 0));
  const began = parts[0]?.[0]?.time;
  const market = writer.market({
    ...UNTOLD,
    slug: game.slug,
    tokens: [game.tokens[0], game.tokens[1]],
    labels,
    category: 'sports',
    minimumSize: began === undefined ? undefined : minimumSizeOn('sports', began),
    takerDelayMs: TAKER_DELAY,
    rule: { value: { kind: 'oracle' }, source: 'sports markets settle by the oracle' },
    source: 'rows of the recording',
  });
  emit(inOrder(parts.flat(), writer), game, market, writer, wire);
  await writer.ready();
}

/**
 * Gathers rows into messages: rows of one message may stand apart, with the other token's between
 * them. Unreadable rows and repeats go to quarantine.
 */
function gather(
  file: string,
  rows: readonly GameRow[],
  game: Game,
  messages: Message[],
  writer: UnitWriter,
): void {
  const open = new Map<string, Message>();
  const newest = new Map<TokenId, Message>();
  for (const row of rows) {
    const source = { file, row: row.line };
    const { token } = row;
    const known = row.type === 'book' || row.type === 'price_change';
    if (token === undefined || !TIME.test(row.time) || !known) {
      writer.quarantine(source, 'malformed_row', 'not a row of this recorder', row.raw);
      const before = messages.at(-1);
      // Before the first message no book is known anyway.
      if (before !== undefined) {
        messages.push({ ...before, token, type: 'lost', rows: new Map() });
      }
      continue;
    }
    if (game.tokens.indexOf(token) > 1) {
      writer.quarantine(source, 'unknown_token', 'a third token in one game', row.raw);
      continue;
    }
    const key = `${row.type} ${token} ${row.hash} ${row.time}`;
    let message = open.get(key);
    if (message === undefined) {
      const time = (Number(row.time) * MICROS_PER_MS) as Timestamp;
      message = { file, time, token, type: row.type, rows: new Map() };
      open.set(key, message);
      messages.push(message);
      newest.set(token, message);
    } else if (newest.get(token) !== message) writer.defect('row_moved_to_its_message');
    const level = `${row.side} ${row.price}`;
    if (message.rows.has(level)) {
      writer.quarantine(source, 'duplicate', 'the same level of the same message again', row.raw);
    } else message.rows.set(level, row);
  }
}

/** By the clock of the venue; the recorder wrote a few whole books some ms late. */
function inOrder(messages: Message[], writer: UnitWriter): Message[] {
  const last = new Map<TokenId, number>();
  for (const { token, time } of messages) {
    if (token === undefined) continue;
    const before = last.get(token) ?? 0;
    if (time < before) writer.defect('message_moved_to_its_time');
    last.set(token, Math.max(before, time));
  }
  return messages.sort((a, b) => a.time - b.time);
}

function emit(
  messages: readonly Message[],
  game: Game,
  market: MarketNumber,
  writer: UnitWriter,
  wire: VenueWire,
): void {
  const best = [new BestPrices(), new BestPrices()] as const;
  let before: Message | undefined;
  for (const message of messages) {
    if (before !== undefined && before.file !== message.file) {
      for (const outcome of [0, 1] as const) {
        if (game.tokens[outcome] === undefined) continue;
        writer.gap(market, outcome, before.time, message.time, 'recording_gap');
        best[outcome].forget();
      }
    }
    before = message;
    if (message.type === 'lost') {
      lose(message, game, market, writer, best);
      continue;
    }
    const outcome = game.tokens[1] === message.token ? 1 : 0;
    const at = { market, outcome, tsEvent: message.time, tsInit: Number.NaN } as const;
    if (message.type === 'book') book(message, at, writer, wire, best[outcome]);
    else deltas(message, at, writer, best[outcome]);
  }
}

/** What the row said is not known: nor is the book that it was about, or either of them. */
function lose(
  { token, time }: Message,
  game: Game,
  market: MarketNumber,
  writer: UnitWriter,
  best: readonly BestPrices[],
): void {
  for (const outcome of [0, 1] as const) {
    const own = game.tokens[outcome];
    if (own === undefined || (token !== undefined && token !== own)) continue;
    writer.gap(market, outcome, time, undefined, 'bad_rows');
    best[outcome]?.forget();
  }
}

type Moment = Omit<At, 'source'>;

function book(
  message: Message,
  at: Moment,
  writer: UnitWriter,
  wire: VenueWire,
  best: BestPrices,
): void {
  const rows = [...message.rows.values()];
  const source = { file: message.file, row: rows[0]?.line ?? 0 };
  // A level of no side would make half a book: it makes the asks unreadable instead.
  const levels = {
    bids: rows.filter((row) => row.side === 'bid'),
    asks: rows.filter((row) => row.side !== 'bid').map((row) => (row.side === 'ask' ? row : null)),
  };
  const raw = () => rows.map((row) => row.raw).join('\n');
  const taken = writeWholeBook(wire, writer, { ...at, source }, levels, raw);
  if (taken === undefined) best.forget();
  else best.replace(taken.bids, taken.asks);
}

function deltas(message: Message, at: Moment, writer: UnitWriter, best: BestPrices): void {
  const good = [...message.rows.values()].flatMap(
    (row) => deltaOf(row, message.file, writer) ?? [],
  );
  for (const [i, { row, side, price, size }] of good.entries()) {
    const moment = { ...at, source: { file: message.file, row: row.line } };
    const last = i === good.length - 1;
    if (writer.delta(moment, side, price, size, last, () => row.raw)) best.set(side, price, size);
  }
  if (good.length < message.rows.size) {
    writer.gap(at.market, at.outcome, message.time, undefined, 'bad_rows');
    best.forget();
  } else if (best.isCrossed) {
    writer.defect('book_crossed_by_deltas');
    writer.gap(at.market, at.outcome, message.time, undefined, 'crossed');
    best.forget();
  }
}

/** A row as a delta; undefined when it went to quarantine. */
function deltaOf(row: GameRow, file: string, writer: UnitWriter) {
  const side = SIDES[row.side];
  const price = parsePrice(row.price);
  const size = parseShares(row.size);
  if (side !== undefined && price.ok && size.ok) {
    return { row, side, price: price.value, size: size.value };
  }
  const fault = price.ok ? (size.ok ? undefined : size) : price;
  const message = fault?.message ?? `side "${row.side}"`;
  const source = { file, row: row.line };
  writer.quarantine(source, fault?.code ?? 'malformed_row', message, row.raw);
  return undefined;
}
