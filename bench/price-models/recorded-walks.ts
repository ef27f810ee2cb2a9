import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { MICROS_PER_MS } from '../../src/domain/units.ts';
import { type Walk, walkOf } from './walk.ts';

const root = join(import.meta.dirname, '..', '..');
const recordings = process.env.POLYDESK_DATA ?? join(root, '..', 'shared', 'data');

/** Recordings of spot prices, by the folder that holds them. */
export const WALKS = {
  'btc-5m-outcomes-2025-12': fiveMinutePrices,
  'btc-15m-minute-prices-2025-12': minuteCandles,
  'spot-25s-2026-06': spotOfAssets,
  'four-asset-1h-quotes-2025-07': minutesOfFour,
} as const;

export type WalkName = keyof typeof WALKS;

/** Whether all of them are here. */
export function hasWalks(): boolean {
  return Object.keys(WALKS).every((name) => existsSync(join(recordings, name)));
}

export function textOf(folder: string, file: string): string {
  return gunzipSync(readFileSync(join(recordings, folder, file))).toString('utf8');
}

/** Rows of a table without quotes that span lines, by the names in its first line. */
export function* rowsOf(text: string): Generator<readonly string[]> {
  for (const line of text.split('\n').slice(1)) {
    if (line !== '')
      yield line
        .replaceAll(/"[^"]*"/g, 'quoted')
        .trim()
        .split(',');
  }
}

/** Binance at the beginning and the end of five minutes, beside the outcomes of these windows. */
function fiveMinutePrices(): readonly Walk[] {
  const folder = 'btc-5m-outcomes-2025-12';
  const prices = new Map<number, number>();
  for (const row of rowsOf(textOf(folder, 'polymarket_btc_5m_enriched.csv.gz'))) {
    const [start, open, close] = [Number(row[0]), Number(row[7]), Number(row[8])];
    prices.set(start, open);
    if (!prices.has(start + 300)) prices.set(start + 300, close);
  }
  return [walkOf('btc', [...prices], 300)];
}

type Candle = { timestamp: number; high: number; low: number; close: number };

/** Binance's one-minute candles: each trade is within its high and low. */
function minuteCandles(): readonly Walk[] {
  const text = textOf('btc-15m-minute-prices-2025-12', 'binance_BTCUSDT_1m.json.gz');
  const candles = (JSON.parse(text) as { data: Candle[] }).data;
  return [
    {
      asset: 'btc',
      at: candles.map(({ timestamp }) => (timestamp + 60_000) * MICROS_PER_MS),
      last: candles.map(({ close }) => close),
      high: candles.map(({ high }) => high),
      low: candles.map(({ low }) => low),
      step: 0,
    },
  ];
}

/** Since 26 June a row tells one asset; the wide rows before it come too seldom. */
function spotOfAssets(): readonly Walk[] {
  const folder = 'spot-25s-2026-06';
  const byAsset = new Map<string, [number, number][]>();
  const days = readdirSync(join(recordings, folder)).filter((name) => /^2026-06-2[6-9]/.test(name));
  for (const file of days) {
    for (const row of rowsOf(textOf(folder, file))) {
      const [time = '', asset = '', price = ''] = row;
      if (row.length !== 5 || !(Number(price) > 0)) continue;
      const prices = byAsset.get(asset.toLowerCase()) ?? [];
      prices.push([Date.parse(time) / 1_000, Number(price)]);
      byAsset.set(asset.toLowerCase(), prices);
    }
  }
  return [...byAsset].map(([asset, prices]) => walkOf(asset, prices, 25));
}

export const FOUR = ['btc', 'eth', 'sol', 'xrp'] as const;

/** Binance about once a minute beside the quotes of one-hour windows. */
function minutesOfFour(): readonly Walk[] {
  return FOUR.map((asset) => {
    const text = textOf('four-asset-1h-quotes-2025-07', `${asset}_polydata.csv.gz`);
    const prices = [...rowsOf(text)].flatMap((row): [number, number][] => {
      const price = Number(row[6]);
      return price > 0 ? [[secondsOf(row[1] as string), price]] : [];
    });
    return walkOf(asset, prices, 60);
  });
}

/** `2025-07-21 13:19:08`, UTC. */
export function secondsOf(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`) / 1_000;
}
