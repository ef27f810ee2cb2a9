import type { DatasetFacts, Importer, ImportPlan, InputFile } from '../importer.ts';
import { columnsOf } from './csv-rows.ts';
import { peekHeader } from './gzip-csv.ts';
import { peekGzip } from './gzip-file.ts';
import { PRINT_COLUMNS, readPrints } from './oracle-prints.ts';
import { readOutcomes } from './outcome-markets.ts';
import { baseName, recordingFiles, unitKey } from './recording-files.ts';

const FACTS: DatasetFacts = {
  name: 'btc-5m-chainlink-outcomes-2026-06',
  source: 'Ligengxin96/polymarket-data-samples, samples of single days',
  licence: {
    text: 'no licence text ("free samples"): internal research only',
    class: 'none stated',
  },
  provenance: 'recorded',
  replayClock: 'init',
  notes: [
    'Reference prices and official outcomes only: no books, nothing can be traded on it.',
    'Each print has three clocks: the time of the price and the time of receipt are kept, the ' +
      'time of the relay between them is not.',
    'Prints have holes; an outcome is re-derived only where its closing second was printed.',
    'Days before 2026-08-07: settled on the spot stream, not on its averages.',
  ],
  complete: undefined,
};

/** Chainlink prints once a second and the markets that settled on them, a pair of files a day. */
export const chainlinkOutcomes: Importer = {
  name: 'btc-5m-chainlink-outcomes',
  version: 1,
  async recognize(input, context): Promise<ImportPlan | undefined> {
    const files = recordingFiles(input);
    const prints: InputFile[] = [];
    const markets: InputFile[] = [];
    for (const file of files) {
      if (await hasPrints(file)) prints.push(file);
      else if (await hasMarkets(file)) markets.push(file);
      else return undefined;
    }
    if (markets.length === 0) return undefined;
    const units = [
      ...prints.map((file) => ({
        key: unitKey(baseName(file)),
        inputs: [file],
        rows: 86_400,
        read: (writer: Writer) => readPrints(file, writer),
      })),
      // Outcomes are checked against the prints of all days: a window may begin on the day before.
      ...markets.map((file) => ({
        key: unitKey(baseName(file)),
        inputs: [file, ...prints],
        rows: 288,
        read: (writer: Writer) => readOutcomes(file, prints, context.wire, writer),
      })),
    ];
    return { dataset: FACTS, units };
  },
};

type Writer = Parameters<ImportPlan['units'][number]['read']>[0];

async function hasPrints(file: InputFile): Promise<boolean> {
  return columnsOf(await peekHeader(file), PRINT_COLUMNS) !== undefined;
}

async function hasMarkets(file: InputFile): Promise<boolean> {
  if (!file.name.endsWith('.jsonl.gz')) return false;
  const head = await peekGzip(file, 1_000);
  return head.startsWith('{"slug":') && head.includes('"strike_value":');
}
