import type {
  DatasetFacts,
  Importer,
  ImportInput,
  ImportPlan,
  InputFile,
  UnitWriter,
} from '../importer.ts';
import { peekGzip } from './gzip-file.ts';
import { readLateLadders } from './late-windows.ts';
import { baseName, recordingFiles, unitKey } from './recording-files.ts';

const FACTS: DatasetFacts = {
  name: 'btc-5m-ladders-2026-07',
  source: 'a public bot: best prices of both tokens, 120 to 10 s before the end of a window',
  licence: { text: 'no licence stated: internal research only', class: 'none stated' },
  provenance: 'recorded',
  replayClock: 'init',
  notes: [
    'Seven looks a window, 120, 90, 60, 45, 30, 20 and 10 s before its end: nothing is known ' +
      'before the first, and nothing in between.',
    'Best prices alone: the depths told are sums of a whole side, so the size at the best price ' +
      'is unknown. Average prices of 5, 20 and 50 dollars are worked out and not imported.',
    'Only the clock of the bot, to a tenth of a second before the end. It may run late: 10 s ' +
      'before the end all 142 windows in a row are decided by their mid already, where in the ' +
      '5-minute books of 2026-04 one of 24 is not. Then every look is of a later time than told, ' +
      'and a strategy that buys favorites looks better than it is.',
    'The spot comes from a source that is not named: feed unknown/btc.',
    'winner is the word of the bot and is not imported, only held against what the last mid says.' +
      ' Windows of one mid each, and probes whose fills were simulated, are left out.',
  ],
  complete: undefined,
};

/** A look is about 41 bytes once it is packed. */
const BYTES_PER_LOOK = 41;

/** Best prices in the last two minutes of 5-minute windows, a window a line. */
export const lateLadders: Importer = {
  name: 'btc-5m-late-ladders',
  version: 1,
  async recognize(input, { wire }): Promise<ImportPlan | undefined> {
    const found = await filesOf(input);
    if (found === undefined) return undefined;
    const units = found.ladders.map((file, i) => ({
      key: unitKey(baseName(file)),
      inputs: [file],
      rows: Math.ceil(file.bytes / BYTES_PER_LOOK),
      read: async (writer: UnitWriter) => {
        if (i === 0) for (const name of found.leftOut) writer.defect(`file_left_out: ${name}`);
        await readLateLadders(file, wire, writer);
      },
    }));
    return { dataset: FACTS, units };
  },
};

/** By what they begin with; undefined where one of them is something else. */
async function filesOf(
  input: ImportInput,
): Promise<{ ladders: readonly InputFile[]; leftOut: readonly string[] } | undefined> {
  const ladders: InputFile[] = [];
  const leftOut: string[] = [];
  for (const file of recordingFiles(input)) {
    if (!file.name.endsWith('.jsonl.gz')) return undefined;
    const head = await peekGzip(file);
    const has = (...names: readonly string[]) =>
      names.every((name) => head.includes(`"${name}": `));
    if (has('window_ts', 'open_px', 'samples', 'offset')) ladders.push(file);
    else if (has('up_lag', 'up_settle') || has('quote_at', 'queue_ahead')) leftOut.push(file.name);
    else return undefined;
  }
  return ladders.length === 0 ? undefined : { ladders, leftOut };
}
