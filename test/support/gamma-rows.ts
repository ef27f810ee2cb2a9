// Rows of Gamma as they were recorded, each as the text of one market.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type GammaMarket, market } from '../../src/polymarket/wire/gamma/market.ts';
import { Notes } from '../../src/polymarket/wire/notes.ts';

/** Every market of a recorded listing; throws where one cannot be read. */
export function gammaMarkets(folder: string, file: string): GammaMarket[] {
  return (unpacked(folder, file) as unknown[]).map(marketOf);
}

/** The markets inside of a recorder's lines, one object each with the row as `raw`. */
export function gammaMarketsOfLines(folder: string, file: string): GammaMarket[] {
  return lines(folder, file).map((line) => marketOf((line as { raw: unknown }).raw));
}

/** A file of JSON lines. */
export function lines(folder: string, file: string): unknown[] {
  const text = gunzipSync(readFileSync(join(folder, file))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

export function marketOf(row: unknown): GammaMarket {
  const read = market(row, 'row', new Notes());
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

function unpacked(folder: string, file: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString('utf8'));
}
