import type { DatasetFacts, Importer, ImportPlan, InputFile, UnitWriter } from '../importer.ts';
import { columnsOf } from './csv-rows.ts';
import { peekHeader } from './gzip-csv.ts';
import { type HourFiles, OPEN_COLUMNS, readHourQuotes, spotColumn } from './hour-windows.ts';
import { baseName, recordingFiles, unitKey } from './recording-files.ts';

const FACTS: DatasetFacts = {
  name: 'four-asset-1h-quotes-2025-07',
  source: 'Yannick-o1/Polyscraper, SQLite files: best prices of Up and spot, once a minute',
  licence: { text: 'no licence stated: internal research only', class: 'none stated' },
  provenance: 'recorded',
  replayClock: 'init',
  notes: [
    'Best bid and ask of Up about once a minute: every size is unknown, and so is what happened ' +
      'in between.',
    'Only the clock of the scraper, in whole seconds UTC.',
    'A decided book is written as 1.0 and 1.0, or 0.0 and 0.0, which are no prices: those rows ' +
      'go to quarantine, and the book is not known from there on. So windows that were decided ' +
      'early count as incomplete: choosing complete ones alone chooses close ones.',
    'ofi, p_up_prediction and outcome are worked out by the bot and are not imported. That the ' +
      'token is Up is told by its last price, which agrees with the spot in 275 of 278 windows.',
    'No official outcomes: re-derived by the rule (Binance, close against open of the hour) from ' +
      'the opening prices of the hour and of the next; undecided below a move of 0.005 %.',
  ],
  complete: { firstWithinSeconds: 60, lastAfterSeconds: -70, moreMessagesThan: 50 },
};

/** A row is about 35 bytes once it is packed. */
const BYTES_PER_ROW = 35;

/** Best prices of the Up tokens of one-hour windows and spot, one asset a file. */
export const hourQuotes: Importer = {
  name: 'asset-1h-quotes',
  version: 1,
  async recognize(input, { wire }): Promise<ImportPlan | undefined> {
    const found = await filesOf(recordingFiles(input));
    if (found === undefined) return undefined;
    const units = found.map((files) => ({
      key: unitKey(baseName(files.quotes)),
      inputs: files.opens === undefined ? [files.quotes] : [files.quotes, files.opens],
      rows: Math.ceil(files.quotes.bytes / BYTES_PER_ROW),
      read: (writer: UnitWriter) => readHourQuotes(files, wire, writer),
    }));
    return { dataset: FACTS, units };
  },
};

/** By asset; undefined where a file is something else. */
async function filesOf(files: readonly InputFile[]): Promise<HourFiles[] | undefined> {
  const quotes: { asset: string; file: InputFile }[] = [];
  const opens = new Map<string, InputFile>();
  for (const file of files) {
    const header = await peekHeader(file);
    const asset = spotColumn(header);
    if (asset !== undefined) quotes.push({ asset: asset.asset, file });
    else if (columnsOf(header, OPEN_COLUMNS) === undefined) return undefined;
    // Nothing in these rows says of which asset they are: only the name of the file.
    else opens.set(baseName(file).split('_')[0] ?? '', file);
  }
  if (quotes.length === 0) return undefined;
  return quotes.map(({ asset, file }) => ({ asset, quotes: file, opens: opens.get(asset) }));
}
