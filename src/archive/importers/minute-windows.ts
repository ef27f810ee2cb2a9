import { z } from 'zod';
import { roundDecimal } from '../../domain/decimal.ts';
import { type Outcome, parseConditionId, parseTokenId } from '../../domain/ids.ts';
import { MICROS_PER_MS, parsePrice, type Timestamp } from '../../domain/units.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';
import { damaged } from '../duck.ts';
import type { At, InputFile, MarketNumber, UnitWriter } from '../importer.ts';
import { tellDecision } from './decision.ts';
import { readGzip } from './gzip-file.ts';
import { malformed, parsedJson } from './json-rows.ts';
import { SilenceGaps } from './silence-gaps.ts';
import { type Candle, type Candles, MINUTE_MS, standIn } from './stand-in-candles.ts';
import { upDownFacts } from './up-down-facts.ts';

export type MinuteFiles = {
  readonly markets: InputFile;
  readonly prices: InputFile;
  readonly candles: readonly InputFile[];
};

/** Points are a minute apart, give or take 15 s: with one of them missing nothing is known. */
const STANDS = 105_000 * MICROS_PER_MS;

const time = z.number().int().min(1e12).max(1e13);
const marketShape = z.object({
  conditionId: z.string(),
  question: z.string(),
  slug: z.string(),
  tokenIds: z.tuple([z.string(), z.string()]),
  outcomes: z.tuple([z.literal('Up'), z.literal('Down')]),
  startTime: time,
  endTime: time,
});
const seriesShape = z.object({
  metadata: z.object({ tokenId: z.string() }),
  data: z.array(z.unknown()),
});
const pointShape = z.object({ timestamp: time, price: z.number() });
const candleShape = z.object({ timestamp: time, open: z.number(), close: z.number() });
const fileShape = z.object({
  metadata: z.object({ source: z.string(), symbol: z.string().optional() }),
  data: z.array(z.unknown()),
});

/** A market that may have prices. */
type Window = {
  readonly market: MarketNumber;
  readonly outcome: Outcome;
  readonly opensAt: Timestamp;
  readonly closesAt: Timestamp;
};

/** Imports all of it as one piece: who won is worked out from candles of another file. */
export async function readMinutePrices(
  files: MinuteFiles,
  wire: VenueWire,
  writer: UnitWriter,
): Promise<void> {
  const windows = await readMarkets(files.markets, wire, writer);
  const candles = await readCandles(files.candles, writer);
  const priced = await readPrices(files.prices, windows, writer);
  const settled = new Set<MarketNumber>();
  for (const { market, opensAt, closesAt } of priced) {
    if (settled.has(market)) continue;
    settled.add(market);
    tellDecision(market, standIn(candles, opensAt, closesAt), writer);
  }
  await writer.ready();
}

/** By token. */
async function readMarkets(
  file: InputFile,
  wire: VenueWire,
  writer: UnitWriter,
): Promise<Map<string, Window>> {
  const windows = new Map<string, Window>();
  const { data } = jsonOf(file, await textOf(file));
  for (const [index, told] of data.entries()) {
    const source = { file: file.name, row: index + 1 };
    const parsed = marketShape.safeParse(told);
    if (!parsed.success) {
      malformed(parsed.error, source, writer, JSON.stringify(told));
      continue;
    }
    const { slug, startTime, endTime, question, tokenIds } = parsed.data;
    const facts = upDownFacts(wire, slug);
    const condition = parseConditionId(parsed.data.conditionId);
    const [up, down] = [parseTokenId(tokenIds[0]), parseTokenId(tokenIds[1])];
    const opensAt = (startTime * MICROS_PER_MS) as Timestamp;
    const closesAt = (endTime * MICROS_PER_MS) as Timestamp;
    const isWindow = facts?.opensAt === opensAt && facts.closesAt === closesAt;
    if (facts === undefined || !isWindow || !condition.ok || !up.ok || !down.ok) {
      const message = 'slug, times, condition or token ids do not make a window';
      writer.quarantine(source, 'unknown_market', message, JSON.stringify(told));
      continue;
    }
    const market = writer.market({
      ...facts,
      conditionId: condition.value,
      tokens: [up.value, down.value],
      labels: ['Up', 'Down'],
      question,
      source: 'Gamma, recorded with the market',
    });
    const window = { market, opensAt, closesAt };
    windows.set(tokenIds[0], { ...window, outcome: 0 });
    windows.set(tokenIds[1], { ...window, outcome: 1 });
  }
  return windows;
}

/** The windows that have prices. */
async function readPrices(
  file: InputFile,
  windows: ReadonlyMap<string, Window>,
  writer: UnitWriter,
): Promise<Window[]> {
  const priced: Window[] = [];
  let points = 0;
  for (const [index, line] of (await textOf(file)).split('\n').entries()) {
    if (line === '') continue;
    const source = { file: file.name, row: index + 1 };
    const parsed = seriesShape.safeParse(parsedJson(line));
    if (!parsed.success) {
      malformed(parsed.error, source, writer, line);
      continue;
    }
    const window = windows.get(parsed.data.metadata.tokenId);
    if (window === undefined) {
      writer.quarantine(source, 'unknown_token', 'a token of none of the markets', line);
      continue;
    }
    const { market, outcome } = window;
    const silence = new SilenceGaps(writer, market, [outcome], STANDS);
    const place = { market, outcome, tsInit: Number.NaN, source };
    for (const point of parsed.data.data) readPoint(point, place, silence, writer);
    points += parsed.data.data.length;
    writer.progress(points);
    priced.push(window);
  }
  return priced;
}

function readPoint(
  point: unknown,
  place: Omit<At, 'tsEvent'>,
  silence: SilenceGaps,
  writer: UnitWriter,
): void {
  const { source } = place;
  const parsed = pointShape.safeParse(point);
  if (!parsed.success) {
    malformed(parsed.error, source, writer, JSON.stringify(point));
    return;
  }
  const tsEvent = parsed.data.timestamp * MICROS_PER_MS;
  const price = parsePrice(String(parsed.data.price));
  const raw = () => JSON.stringify(point);
  if (!price.ok) {
    writer.quarantine(source, price.code, price.message, raw());
    return;
  }
  silence.heard(tsEvent);
  writer.told({ ...place, tsEvent }, price.value, raw);
}

/** Candles of Binance, and closes of every feed as reference prices at the end of their minute. */
async function readCandles(files: readonly InputFile[], writer: UnitWriter): Promise<Candles> {
  const candles = new Map<number, Candle>();
  for (const file of files) {
    const { metadata, data } = jsonOf(file, await textOf(file));
    const feed = feedOf(metadata.source, metadata.symbol ?? '');
    if (data.length === 0) writer.defect(`no_prices_of: ${feed}`);
    for (const [index, told] of data.entries()) {
      const source = { file: file.name, row: index + 1 };
      const parsed = candleShape.safeParse(told);
      const open = roundDecimal(String(parsed.data?.open), 'halfEven');
      const text = String(parsed.data?.close);
      const close = roundDecimal(text, 'halfEven');
      if (!parsed.success || !open.ok || !close.ok || open.value <= 0 || close.value <= 0) {
        const message = 'no candle with a time, an opening and a close';
        writer.quarantine(source, 'malformed_row', message, JSON.stringify(told));
        continue;
      }
      const { timestamp } = parsed.data;
      if (metadata.source === 'binance') {
        candles.set(timestamp, { open: open.value, close: close.value });
      }
      const at = (timestamp + MINUTE_MS) * MICROS_PER_MS;
      writer.reference(feed, at, Number.NaN, close.value, text);
    }
  }
  return candles;
}

/** BTCUSDT of Binance, and the volatility index of BTC of Deribit. */
function feedOf(source: string, symbol: string): string {
  const name = symbol.toLowerCase();
  return source === 'deribit' ? `deribit/${name}-dvol` : `${source}/${name}`;
}

async function textOf(file: InputFile): Promise<string> {
  return (await readGzip(file)).toString('utf8');
}

/** @throws ArchiveError when the file is no such JSON. */
function jsonOf(file: InputFile, text: string): z.output<typeof fileShape> {
  try {
    return fileShape.parse(JSON.parse(text));
  } catch (cause) {
    throw damaged(file.name, cause);
  }
}
