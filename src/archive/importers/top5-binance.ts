import type { DatasetFacts, Importer, ImportPlan, InputFile, UnitWriter } from '../importer.ts';
import { onlyTar } from './recording-files.ts';
import type { TarEntry } from './tar.ts';
import { readTarFile } from './tar-file.ts';
import { readMoments } from './top5-moments.ts';

const FACTS: DatasetFacts = {
  name: 'btc-5m-top5-binance-2026-03',
  source:
    'Chihen-Tai/polymarket_bot_for_5_min_btc, market_data_collector.py: polled every 1 to 2 s',
  licence: { text: 'MIT (c) 2026 Chihen-Tai', class: 'MIT' },
  provenance: 'recorded',
  replayClock: 'init',
  notes: [
    'Selected moments, not markets: 30 s before and after the entries and exits of a bot. Which ' +
      'they are was chosen by the bot, so they are no sample of all moments.',
    'Five levels a side: depth beyond them is unknown. Up and Down are asked one after the ' +
      'other, so their views may contradict each other.',
    'Only the clock of the collector; the time of the venue behind a row is unknown.',
    'Binance is the future: its midpoint is feed binance-futures/btcusdt-mid, not that of spot. ' +
      'Velocities, trade sums and volumes are worked out by the bot and are not imported, nor is ' +
      'what it did, nor outcomePrices.',
    'No official outcomes: where a moment reaches the close, its last mid stands in, flagged.',
  ],
  complete: { firstWithinSeconds: 15, lastAfterSeconds: -10, moreMessagesThan: 100 },
};

const MOMENT = /(?:^|\/)window\.jsonl$/;
const EVENT = /(?:^|\/)event\.json$/;

/** Five levels of both tokens around a bot's trades, with the Binance future, in one tar. */
export const top5Binance: Importer = {
  name: 'btc-5m-top5-binance',
  version: 1,
  async recognize(input, { wire }): Promise<ImportPlan | undefined> {
    const file = onlyTar(input);
    if (file === undefined) return undefined;
    const found = await momentsOf(file);
    if (found === undefined) return undefined;
    const unit = {
      key: 'all',
      inputs: [file],
      rows: found.moments.reduce((rows, { content }) => rows + linesIn(content), 0),
      read: async (writer: UnitWriter) => {
        const again = (await momentsOf(file)) ?? found;
        await readMoments(file.name, again, wire, writer);
      },
    };
    return { dataset: FACTS, units: [unit] };
  },
};

/** Undefined when the archive holds other things. */
async function momentsOf(
  file: InputFile,
): Promise<{ moments: readonly TarEntry[]; events: readonly TarEntry[] } | undefined> {
  const entries = await readTarFile(file);
  const moments = entries.filter(({ name }) => MOMENT.test(name));
  const events = entries.filter(({ name }) => EVENT.test(name));
  const [first] = moments;
  if (first === undefined || moments.length + events.length < entries.length) return undefined;
  return isOurs(first) ? { moments, events } : undefined;
}

function isOurs({ content }: TarEntry): boolean {
  const head = content.toString('utf8', 0, 4_000);
  return ['"ts_unix": ', '"token_up": ', '"bid_levels": '].every((name) => head.includes(name));
}

function linesIn(content: Buffer): number {
  let lines = 0;
  for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) lines++;
  return lines;
}
