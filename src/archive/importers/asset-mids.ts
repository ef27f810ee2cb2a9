import type { DatasetFacts, ImportContext, Importer, ImportPlan, InputFile } from '../importer.ts';
import { columnsOf } from './csv-rows.ts';
import { peekHeader } from './gzip-csv.ts';
import { MID_COLUMNS, readMids } from './mid-windows.ts';
import { baseName, filesOfKind, unitKey } from './recording-files.ts';

const FACTS: DatasetFacts = {
  name: 'four-asset-15m-mids-2026-01',
  source: 'paper-trading log of a public fork of humanplane/cross-market-state-fusion (MIT)',
  licence: { text: 'MIT (code); nothing is stated of the log', class: 'none stated' },
  provenance: 'recorded',
  replayClock: 'init',
  notes: [
    'Mids of Up alone, about every 6 s: told prices. No book, no spread, no size is recorded.',
    'Only the clock of the log, in whole seconds; that it is UTC is assumed, and fits: every ' +
      'window then ends on a quarter of an hour.',
    'No ids and no slugs: the window is told by the minutes that are left of it.',
    'velocity is worked out by the bot and is not imported.',
    'No official outcomes: the last mid stands in, flagged; windows in between stay undecided.',
  ],
  complete: { firstWithinSeconds: 15, lastAfterSeconds: -12, moreMessagesThan: 60 },
};

/** Mids of the Up tokens of 15-minute windows, all assets in one CSV file. */
export const assetMids: Importer = {
  name: 'asset-15m-mids',
  version: 1,
  async recognize(input, context): Promise<ImportPlan | undefined> {
    const files = await filesOfKind(input, isOurs);
    return files && { dataset: FACTS, units: files.map((file) => unitOf(file, context)) };
  },
};

async function isOurs(file: InputFile): Promise<boolean> {
  return columnsOf(await peekHeader(file), MID_COLUMNS) !== undefined;
}

/** A row is about six bytes once it is packed. */
const BYTES_PER_ROW = 6;

function unitOf(file: InputFile, { wire }: ImportContext): ImportPlan['units'][number] {
  return {
    key: unitKey(baseName(file)),
    inputs: [file],
    rows: Math.ceil(file.bytes / BYTES_PER_ROW),
    read: (writer) => readMids(file, wire, writer),
  };
}
