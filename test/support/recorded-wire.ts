// The families of wire-families.ts once more, with what was recorded as samples; those without
// recordings are left out.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { recordedFixture, recording } from './recorded.ts';
import { recordedFrames } from './recorded-frames.ts';
import { type Family, families } from './wire-families.ts';

const MOST_SAMPLES = 200;
/** Larger ones say the same more slowly. */
const LONGEST = 20_000;
const CATALOGUES = 'gamma-and-clob-catalogues-2026-02';

export function recordedFamilies(): readonly Family[] {
  const frames = recordedFrames() ?? [];
  const framesOf = (source: string) =>
    frames.filter((frame) => frame.source === source).map(({ text }) => text);
  const samples: Readonly<Record<string, readonly string[]>> = {
    'market frames': [...framesOf('polymarket_clob'), ...fixtures(MARKET)],
    'user frames': fixtures(USER),
    'RTDS frames': [...framesOf('polymarket_rtds_chainlink'), ...fixtures(RTDS)],
    'PolyBolt frames': polyBolt(),
    'CLOB book': fixtures(['rest/clob_book']),
    'CLOB market': rowsOf('clob-markets-1000'),
    'Gamma market': [...rowsOf('gamma-markets-600'), ...rowsOf('gamma-closed-500-old')],
    'Gamma events': fixtures(['rest/gamma_event_crypto_updown']),
    'Gamma tags': fixtures(['nautilus/gamma_tags']),
    'data trades': fixtures(['rest/data_trades']),
    'data activity': fixtures(['rest/data_activity']),
    'data positions': fixtures(['rest/data_positions']),
  };
  return families.flatMap((family) => {
    const recorded = spread((samples[family.name] ?? []).filter(isSample));
    return recorded.length === 0 ? [] : [{ ...family, samples: recorded }];
  });
}

const MARKET = [
  'book',
  'price_change',
  'price_change_v2',
  'last_trade_price',
  'tick_size_change',
].map((name) => `nautilus-ws_messages/${name}`);
const USER = ['user_trade1', 'user_trade2', 'user_trade4', 'order_cancel', 'order_placement'].map(
  (name) => `nautilus-ws_messages/${name}`,
);
const RTDS = ['crypto_prices_update', 'crypto_prices_subscribe', 'equity_prices_update'].map(
  (name) => `nautilus/rtds_${name}`,
);

function fixtures(names: readonly string[]): string[] {
  const folder = recordedFixture('polymarket');
  if (folder === undefined) return [];
  return names
    .map((name) => join(folder, `${name}.json`))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'));
}

function polyBolt(): string[] {
  return fixtures(['polybolt-frames']).flatMap((text) => {
    const { acks, frames } = JSON.parse(text) as Record<'acks' | 'frames', unknown[]>;
    return [...acks, ...frames].map((frame) => JSON.stringify(frame));
  });
}

function rowsOf(name: string): string[] {
  const path = recording(`${CATALOGUES}/${name}.json.gz`);
  if (path === undefined) return [];
  const body = JSON.parse(gunzipSync(readFileSync(path)).toString()) as unknown;
  const rows = Array.isArray(body) ? body : (body as { data: unknown[] }).data;
  return rows.map((row) => JSON.stringify(row));
}

/** Recorded keep-alives and cut frames are no JSON to damage. */
function isSample(text: string): boolean {
  if (text.length > LONGEST) return false;
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** From all over a recording, not from its beginning. */
function spread(texts: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.floor(texts.length / MOST_SAMPLES));
  return texts.filter((_, i) => i % step === 0).slice(0, MOST_SAMPLES);
}
