import type {
  DatasetFacts,
  Importer,
  ImportInput,
  ImportPlan,
  InputFile,
  UnitWriter,
} from '../importer.ts';
import { peekGzip } from './gzip-file.ts';
import { type MinuteFiles, readMinutePrices } from './minute-windows.ts';
import { recordingFiles } from './recording-files.ts';

const FACTS: DatasetFacts = {
  name: 'btc-15m-minute-prices-2025-12',
  source: 'a public collector: CLOB price history of Up tokens, Binance BTCUSDT minutes, DVOL',
  licence: { text: 'no licence stated: internal research only', class: 'none stated' },
  provenance: 'recorded',
  replayClock: 'event',
  notes: [
    'Points of the price history of the venue, one a minute: told prices. No book, no spread, no ' +
      'size is recorded, and the last one comes 36 to 55 s before the close.',
    'Of a Binance minute its close is kept, at the end of the minute: not known before.',
    'Strike and resolved are not filled in by the collector (0 and false) and are not imported.',
    'No official outcomes, and the feed of the rule (Chainlink) is not recorded: the minutes of ' +
      'Binance stand in, flagged, where they moved by 0.02 % or more; the others stay undecided.',
  ],
  complete: { firstWithinSeconds: 60, lastAfterSeconds: -60, moreMessagesThan: 12 },
};

/** One-minute prices of 15-minute windows with the markets, and candles beside them. */
export const minutePrices: Importer = {
  name: 'btc-15m-minute-prices',
  version: 1,
  async recognize(input, { wire }): Promise<ImportPlan | undefined> {
    const files = await filesOf(input);
    if (files === undefined) return undefined;
    const { markets, prices, candles } = files;
    const unit = {
      key: 'all',
      inputs: [markets, prices, ...candles],
      rows: Math.ceil(prices.bytes / BYTES_PER_POINT),
      read: (writer: UnitWriter) => readMinutePrices(files, wire, writer),
    };
    return { dataset: FACTS, units: [unit] };
  },
};

/** A point is about nine bytes once it is packed. */
const BYTES_PER_POINT = 9;

/** The files by what they begin with; undefined where one of them is something else. */
async function filesOf(input: ImportInput): Promise<MinuteFiles | undefined> {
  const found: Record<Kind, InputFile[]> = { markets: [], prices: [], candles: [] };
  for (const file of recordingFiles(input)) {
    const kind = await kindOf(file);
    if (kind === undefined) return undefined;
    found[kind].push(file);
  }
  const [markets, ...moreMarkets] = found.markets;
  const [prices, ...morePrices] = found.prices;
  if (markets === undefined || prices === undefined) return undefined;
  if (moreMarkets.length > 0 || morePrices.length > 0) return undefined;
  return { markets, prices, candles: found.candles };
}

type Kind = 'markets' | 'prices' | 'candles';

async function kindOf(file: InputFile): Promise<Kind | undefined> {
  if (!/\.jsonl?\.gz$/.test(file.name)) return undefined;
  const head = await peekGzip(file);
  if (!head.startsWith('{"metadata": {"source": ')) return undefined;
  if (head.includes('"data": [{"conditionId": ')) return 'markets';
  if (head.includes('"tokenId": ')) return 'prices';
  return head.includes('"symbol": ') ? 'candles' : undefined;
}
