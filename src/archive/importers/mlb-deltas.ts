import type { TokenId } from '../../domain/ids.ts';
import type { DatasetFacts, Importer, ImportPlan, InputFile } from '../importer.ts';
import { peekHeader } from './gzip-csv.ts';
import { readGzip } from './gzip-file.ts';
import { type Game, readGame } from './mlb-game.ts';
import { gameColumns, gameRows } from './mlb-rows.ts';
import { filesOfKind, unitKey } from './recording-files.ts';

const FACTS: DatasetFacts = {
  name: 'mlb-deltas-2025-06',
  source: 'MinesJA/SignalDrift, *_polymarket-market-events.csv: market socket, one level a row',
  licence: { text: 'no licence stated: internal research only', class: 'none stated' },
  provenance: 'recorded',
  replayClock: 'event',
  notes: [
    'Only the clock of the venue (ms) is told: latency of the feed cannot be studied.',
    'Recording starts in the middle of a game and its breaks leave no trace in the rows.',
    'No trades and no outcomes: fills at rest are inferred, nothing is settled.',
    'The order of the two tokens is that of their first row, not the order of the venue; which ' +
      'team is which is told only by files with an outcome_name column.',
    'Books between deltas often differ from what the deltas add up to: deltas were lost or came ' +
      'late. Each whole book repairs that; a book that deltas have crossed is untrusted till then.',
  ],
  complete: undefined,
};

/** Raw book and price_change rows of baseball games: the only true stream of deltas. */
export const mlbDeltas: Importer = {
  name: 'mlb-deltas',
  version: 4,
  async recognize(input, context): Promise<ImportPlan | undefined> {
    const files = await filesOfKind(
      input,
      async (file) => gameColumns(await peekHeader(file)) !== undefined,
    );
    if (files === undefined) return undefined;
    const games = await gamesOf(files);
    return {
      dataset: FACTS,
      units: games.map((game) => ({
        key: unitKey(game.slug),
        inputs: game.files.map(({ file }) => file),
        rows: game.rows,
        read: (writer) => readGame(game, writer, context.wire),
      })),
    };
  },
};

/**
 * Files grouped by their tokens, not by their names: a recording may call the same two tokens by
 * two games (hou-bal 2025-06-19 holds the tokens of mil-chc 2025-06-17). The slug of a file whose
 * rows have the venue's market id is believed.
 */
async function gamesOf(files: readonly InputFile[]): Promise<Game[]> {
  const games = new Map<string, Game & { sure: boolean }>();
  for (const file of files) {
    const text = (await readGzip(file)).toString('utf8');
    const tokens = new Set<TokenId>();
    let slug = '';
    let sure = false;
    let rows = 0;
    for (const row of gameRows(text)) {
      rows++;
      if (row.token === undefined) continue;
      tokens.add(row.token);
      if (slug === '') slug = row.slug;
      sure ||= row.hasMarketId;
    }
    const key = tokens.size === 0 ? file.name : [...tokens].sort().join(' ');
    const known = games.get(key);
    if (known === undefined) {
      const named = slug === '' ? unitKey(file.name) : slug;
      games.set(key, { slug: named, sure, rows, tokens: [...tokens], files: [{ file, slug }] });
    } else {
      known.files.push({ file, slug });
      known.rows += rows;
      if (sure && !known.sure) Object.assign(known, { slug, sure });
    }
  }
  return [...games.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
}
