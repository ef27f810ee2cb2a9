import type { DatasetFacts, ImportContext, Importer, ImportPlan, InputFile } from '../importer.ts';
import { BBO_COLUMNS, readBboWindow } from './bbo-window.ts';
import { columnsOf } from './csv-rows.ts';
import { peekHeader } from './gzip-csv.ts';
import { baseName, filesOfKind, unitKey } from './recording-files.ts';

const FACTS: DatasetFacts = {
  name: 'btc-15m-bbo-1s-2026-02',
  source: 'price_recorder_csv.py of a public bot: best prices of both tokens once a second',
  licence: { text: 'no licence stated: internal research only', class: 'none stated' },
  provenance: 'recorded',
  replayClock: 'init',
  notes: [
    'Best prices only: every size is unknown, so depth and fills at rest cannot be known.',
    'Only the recorder clock (ms) is told. It samples a state file: a value may be repeated ' +
      'while the feed behind it stalls, and nothing marks that.',
    'Files begin with what was left of the market before: the first row of a window recorded ' +
      'from its opening is dropped, and quotes of a decided market in its first ten seconds.',
    'The quotes of the two tokens are read apart: in one row of six they contradict each other, ' +
      'and locked or crossed quotes go to quarantine.',
    'No ids and no slugs: the asset is told by the description of the recording, the window by ' +
      'the time of expiry. Up is what the recorder calls call.',
    'No official outcomes: the last mid stands in, flagged; windows in between stay undecided.',
  ],
  complete: { firstWithinSeconds: 15, lastAfterSeconds: -5, moreMessagesThan: 800 },
};

/** Once-a-second best prices of BTC 15-minute windows, one CSV file a window. */
export const bboSeconds: Importer = {
  name: 'btc-15m-bbo-1s',
  version: 2,
  async recognize(input, context): Promise<ImportPlan | undefined> {
    const files = await filesOfKind(input, isOurs);
    return files && { dataset: FACTS, units: files.map((file) => unitOf(file, context)) };
  },
};

async function isOurs(file: InputFile): Promise<boolean> {
  return columnsOf(await peekHeader(file), BBO_COLUMNS) !== undefined;
}

function unitOf(file: InputFile, context: ImportContext): ImportPlan['units'][number] {
  return {
    key: unitKey(baseName(file)),
    inputs: [file],
    // One row a second: the number is known only after unpacking.
    rows: 900,
    read: (writer) => readBboWindow(file, context.wire, writer),
  };
}
